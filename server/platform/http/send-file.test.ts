import { once } from 'node:events'
import { readdirSync, readlinkSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createToken } from '@bellwether/contract/people.ts'
import { givenTicket } from '../../desk/desk.builders.ts'
import { mailWithFiles } from '../../testing/mail-with-files.ts'
import { startWorld, type World } from '../../testing/start-world.ts'
import type { Stored } from '../files/file-store.ts'

const megabyte = 1024 * 1024
const megabytes = 45

let world: World
let path: string
let large: Stored
let token: string
beforeAll(async () => {
  world = await startWorld()
  const file = { bytes: 'small', contentType: 'application/zip', parameters: 'filename="backup.zip"' }
  const ticket = await givenTicket(world, { from: 'vera@acme.test', ...mailWithFiles([file]) })
  path = ticket.timeline.flatMap((entry) => (entry.kind === 'message' ? entry.attachments : []))[0]!.path
  const block = Buffer.alloc(megabyte, 'x')
  large = await world.app.contextFor('test').files.store(Array.from({ length: megabytes }, () => block))
  await world.sql(`update platform.files set sha256 = '${large.sha256}', size_bytes = ${large.sizeBytes}`)
  const body = { name: 'reader', permissions: ['desk.read' as const] }
  token = (await world.ana.call(createToken, { body })).token
})
afterAll(() => world.stop())

/** A client that has asked for the large file, and takes nothing of it. */
async function ask(): Promise<Socket> {
  const { hostname, port } = new URL(world.app.url)
  const socket = connect(Number(port), hostname)
  socket.pause()
  await once(socket, 'connect')
  socket.write(`GET ${path} HTTP/1.1\r\nhost: desk\r\nauthorization: Bearer ${token}\r\nconnection: close\r\n\r\n`)
  return socket
}

const openTimes = (): number =>
  readdirSync('/proc/self/fd').filter((descriptor) => {
    try {
      return readlinkSync(`/proc/self/fd/${descriptor}`).includes(large.sha256)
    } catch {
      return false
    }
  }).length

async function until(isSo: () => boolean): Promise<void> {
  for (let patience = 200; !isSo() && patience > 0; patience -= 1) await sleep(20)
  expect(isSo()).toBe(true)
}

const heldBytes = (): number => process.memoryUsage().arrayBuffers

test(`four clients who take nothing of ${megabytes} MB keep little of it in memory, and get it all when they do`, async () => {
  const before = heldBytes()
  const clients = await Promise.all(Array.from({ length: 4 }, ask))
  await until(() => openTimes() === 4)
  let most = 0
  for (let look = 0; look < 25; look += 1) {
    await sleep(20)
    most = Math.max(most, heldBytes() - before)
  }
  // What the connections took before they were full is freed late; read whole it would be four times the file.
  expect(most / megabyte).toBeLessThan(megabytes)
  for (const client of clients) expect(await taken(client)).toBeGreaterThan(large.sizeBytes)
  await until(() => openTimes() === 0)
})

async function taken(client: Socket): Promise<number> {
  let bytes = 0
  client.on('data', (chunk) => (bytes += chunk.length))
  client.resume()
  await once(client, 'close')
  return bytes
}

test('a client that hangs up in the middle leaves no open file, and the next one is served', async () => {
  const early = await ask()
  early.destroy()
  const middle = await ask()
  await until(() => openTimes() > 0)
  middle.resume()
  await once(middle, 'data')
  middle.destroy()
  await until(() => openTimes() === 0)
  const response = await world.ana.raw(path, { headers: { 'accept-encoding': 'gzip, br' } })
  expect(response.headers.get('content-encoding')).toBeNull()
  expect((await response.arrayBuffer()).byteLength).toBe(large.sizeBytes)
})

test('HEAD says how much there is and leaves no open file', async () => {
  const response = await world.ana.raw(path, { method: 'HEAD' })
  expect([response.status, response.headers.get('content-length')]).toEqual([200, String(large.sizeBytes)])
  await until(() => openTimes() === 0)
})
