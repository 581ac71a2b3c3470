import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getMailLedger, type IncomingMail, listIncomingMails, recoverMail } from '@bellwether/contract/mail.ts'
import { deliverEvents } from '../platform/events/deliver-events.ts'
import { letter } from '../testing/letter.ts'
import { startWorld, supportAddress, type World } from '../testing/start-world.ts'

const queue = 'file-mail'
let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

/** A mail that came while nobody filed mails. */
async function givenWaiting(subject: string): Promise<{ id: string; rawPath: string }> {
  await world.app.contextFor('test').jobs.boss.offWork(queue)
  const { raw } = letter({ from: 'vera@stuck.test', subject })
  await world.deliver(raw, { from: `${subject}@stuck.test`, to: [supportAddress] })
  await deliverEvents(world.app.contextFor('test'))
  const [row] = await world.sql<{ id: string; raw_sha256: string }>(
    `select id, raw_sha256 from mail.incoming_mails where envelope_from = '${subject}@stuck.test'`,
  )
  const sha256 = row?.raw_sha256 ?? ''
  return { id: row?.id ?? '', rawPath: join(world.dataFolder, 'files', sha256.slice(0, 2), sha256) }
}

const forgetJobs = () => world.sql(`delete from pgboss.job where name = '${queue}'`)

const mailOf = async (id: string): Promise<IncomingMail | undefined> =>
  (await world.ana.call(listIncomingMails, { query: { limit: 200 } })).items.find((mail) => mail.id === id)

test('a mail whose job was lost is filed by the next look', async () => {
  const { id } = await givenWaiting('lost-job')
  await forgetJobs()
  await world.forward({ minutes: 4 })
  expect(await mailOf(id)).toMatchObject({ outcome: 'waiting' })
  await world.forward({ minutes: 7 })
  expect(await mailOf(id)).toMatchObject({ outcome: 'ticket', reason: null })
})

/** The bytes of the first mail that loses them, somewhere else. */
let away = ''

test('a mail that cannot be filed at the last attempt is held, in plain words, and counted', async () => {
  const { id, rawPath } = await givenWaiting('lost-file')
  away = `${rawPath}.away`
  await rename(rawPath, away)
  await world.sql(`update pgboss.job set retry_limit = 0 where name = '${queue}' and state = 'created'`)
  await world.restart()
  await world.settle()
  const held = await mailOf(id)
  expect(held).toMatchObject({ outcome: 'held', reason: expect.stringContaining('its stored bytes could not be read') })
  expect(held?.reason).not.toContain(world.dataFolder)
  expect((await world.ana.call(getMailLedger, {})).outcomes).toMatchObject({ held: 1, waiting: 0 })
})

test('recovering a mail whose bytes are away says so; with its bytes back it becomes a ticket', async () => {
  const [held] = (await world.ana.call(listIncomingMails, { query: { outcome: 'held', limit: 1 } })).items
  const params = { id: held?.id ?? '' }
  const { status, problem } = await world.ana.refused(recoverMail, { params, body: {} })
  expect([status, problem.detail]).toEqual([409, expect.stringContaining('stored bytes')])
  await rename(away, away.replace('.away', ''))
  await world.ana.call(recoverMail, { params, body: {} })
  expect(await mailOf(params.id)).toMatchObject({ outcome: 'ticket' })
})

test('a mail that fails without a job is held after hours, and holds up nobody else', async () => {
  const { id, rawPath } = await givenWaiting('never-readable')
  const { id: good } = await givenWaiting('good-one')
  await forgetJobs()
  await rm(rawPath)
  await world.forward({ minutes: 11 })
  expect(await mailOf(good)).toMatchObject({ outcome: 'ticket' })
  expect(await world.ana.call(getMailLedger, {})).toMatchObject({ astray: 1 })
  await world.forward({ minutes: 180 })
  expect(await mailOf(id)).toMatchObject({ outcome: 'held', reason: expect.stringContaining('stored bytes') })
  expect(await world.ana.call(getMailLedger, {})).toMatchObject({ astray: 0 })
})
