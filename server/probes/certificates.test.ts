import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import forge from 'node-forge'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as contract from '@bellwether/contract/probes.ts'
import { startWorld, type World } from '../testing/start-world.ts'
import { probeBuilders } from './probes.builders.ts'

const keys = forge.pki.rsa.generateKeyPair(1024 * 2)
const day = 86_400_000

/** A certificate of 127.0.0.1 that ends in so many days, and signs itself. */
function certificate(days: number, serial: string): string {
  const made = forge.pki.createCertificate()
  made.publicKey = keys.publicKey
  made.serialNumber = serial
  made.validity.notBefore = new Date(Date.now() - 30 * day)
  made.validity.notAfter = new Date(Date.now() + days * day)
  const name = [{ name: 'commonName', value: '127.0.0.1' }]
  made.setSubject(name)
  made.setIssuer(name)
  made.setExtensions([
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
  ])
  made.sign(keys.privateKey, forge.md.sha256.create())
  return forge.pki.certificateToPem(made)
}

const key = forge.pki.privateKeyToPem(keys.privateKey)
const certificates = { ending: certificate(5, '01'), ended: certificate(-1, '02'), strange: certificate(90, '03') }
let world: World
const servers: Server[] = []
beforeAll(async () => {
  // A certificate is judged by the clock of the machine.
  world = await startWorld({ startsAt: new Date().toISOString() })
  setDefaultCACertificates([...getCACertificates('default'), certificates.ending, certificates.ended])
})
afterAll(async () => {
  await world.stop()
  for (const server of servers) server.close()
})

const { given, look, pagesOf } = probeBuilders(() => world)
async function open(cert: string): Promise<string> {
  const server = createServer({ key, cert }, (_, response) => void response.end('ok'))
  servers.push(server)
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening))
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
const tickets = () =>
  world.sql<{ subject: string; contactName: string }>(
    `select subject, contact_name as "contactName" from desk.tickets order by created_at`,
  )

test('a certificate that ends soon is one ticket, and no page', async () => {
  const { id } = await given({ kind: 'http', url: await open(certificates.ending) })
  const probe = await look(id, 0)
  expect(probe).toMatchObject({ state: 'up' })
  expect(Math.round((Date.parse(probe.certificateEndsAt ?? '') - Date.now()) / day)).toBe(5)
  await look(id)
  const on = probe.certificateEndsAt?.slice(0, 10)
  expect(await tickets()).toEqual([{ subject: `The certificate of 127.0.0.1 ends on ${on}`, contactName: 'Ana' }])
  expect(await pagesOf(id)).toEqual([])
})

test('one of which there is time, or of which nobody asked, is none', async () => {
  const url = await open(certificates.ending)
  const before = (await tickets()).length
  for (const certificateDays of [4, null]) await look((await given({ kind: 'http', url, certificateDays })).id)
  expect(await tickets()).toHaveLength(before)
})

test.each([
  ['that has ended', 'ended', 'its certificate has expired'],
  ['that nobody trusts', 'strange', 'its certificate is not trusted'],
] as const)('one %s is not as expected', async (_, which, error) => {
  const check = { kind: 'http', url: await open(certificates[which]) } as contract.Check
  expect((await world.ana.call(contract.tryCheck, { body: { check } })).error).toBe(error)
})
