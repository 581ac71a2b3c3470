import type * as disk from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { letter } from '../testing/letter.ts'
import type { World } from '../testing/start-world.ts'

/** What was asked of the disk and of the records, in its order. */
const asked: string[] = []

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof disk>()
  const open: typeof real.open = async (path, ...rest) => {
    const file = await real.open(path, ...rest)
    const sync = file.sync.bind(file)
    file.sync = async () => {
      await sync()
      asked.push(`synced ${String(path)}`)
    }
    return file
  }
  const rename: typeof real.rename = async (from, to) => {
    await real.rename(from, to)
    asked.push(`named ${String(to)}`)
  }
  return { ...real, default: { ...real, open, rename }, open, rename }
})

// Files of tests share what they import: what another has loaded would write past the watched disk.
vi.resetModules()
const { startWorld } = await import('../testing/start-world.ts')
const { draftsIn } = await import('../testing/drafts-in.ts')
const { openSpool } = await import('../evidence/intake/spool.ts')
const { openMailTransport } = await import('./mail-transport.ts')

let world: World
beforeAll(async () => {
  const query = Reflect.get(pg.Client.prototype, 'query') as (...given: unknown[]) => unknown
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function asking(this: pg.Client, ...given: unknown[]) {
    const [first] = given as [string | { text?: string }]
    const text = typeof first === 'string' ? first : (first.text ?? '')
    if (text.includes('insert into "mail"."incoming_mails"')) asked.push('line in the ledger')
    if (text.trim().toLowerCase() === 'commit' && asked.at(-1) === 'line in the ledger') asked.push('committed')
    return query.apply(this, given)
  } as never)
  world = await startWorld()
})
afterAll(async () => {
  await world.stop()
  vi.restoreAllMocks()
  vi.resetModules()
})
beforeEach(() => void asked.splice(0))

test('250 is said when bytes, their name and the name of their folder are synced, and only then the ledger commits', async () => {
  const { raw, envelope } = letter({ from: 'vera@durable.test' })
  await world.deliver(raw, envelope)
  const [row] = await world.sql<{ raw_sha256: string }>(
    `select raw_sha256 from mail.incoming_mails where envelope_from = 'vera@durable.test'`,
  )
  const sha256 = row?.raw_sha256 ?? ''
  const steps = asked.slice(0, asked.indexOf('line in the ledger') + 1).map(placeOf(sha256))
  const named = steps.indexOf('named: the file')
  expect(steps.indexOf('synced: a draft')).toBeLessThan(named)
  expect(steps.slice(0, named)).toContain('synced: a draft')
  expect(steps.slice(named)).toEqual([
    'named: the file',
    'synced: its folder',
    'synced: above its folder',
    'line in the ledger',
  ])
})

const placeOf =
  (sha256: string) =>
  (step: string): string => {
    const [what = '', path = ''] = step.split(' ')
    if (!path.startsWith('/')) return step
    if (basename(path) === sha256) return `${what}: the file`
    if (basename(path) === sha256.slice(0, 2)) return `${what}: its folder`
    if (basename(path) === 'files') return `${what}: above its folder`
    return basename(dirname(path)) === 'drafts' ? `${what}: a draft` : step
  }

test('every connection commits to the disk, though the records of tests are told not to', async () => {
  const { db } = world.app.contextFor('test')
  const { rows } = await sql<{ synchronousCommit: string }>`show synchronous_commit`.execute(db)
  expect(await world.sql('show synchronous_commit')).toEqual([{ synchronous_commit: 'off' }])
  expect(rows).toEqual([{ synchronousCommit: 'on' }])
})

test('so is what else is said to be on the disk: a mail in the outbox folder, a spool of accepted events', async () => {
  const { dataFolder } = world
  const sender = { supportAddress: 'support@desk.test', secret: Buffer.alloc(32), mailboxName: () => undefined }
  const createdAt = new Date('2026-01-16T16:00:00.000Z')
  const mail = { id: 'a', createdAt, headers: {}, ticketId: null, toAddress: 'v@c.test', subject: 'Hi', text: 'Hi' }
  await openMailTransport(undefined, dataFolder, sender).send({ ...mail, messageId: '<a@b>' } as never)
  const outbox = join(dataFolder, 'outbox')
  expect(asked).toEqual([`synced ${dataFolder}`, expect.stringMatching(/^named .*eml$/), `synced ${outbox}`])

  asked.splice(0)
  const folder = join(dataFolder, 'new', 'spool')
  const spool = await openSpool({ folder, bytesMax: 100, segmentBytes: 100, segmentMilliseconds: 100 })
  expect(asked).toEqual([`synced ${join(dataFolder, 'new')}`, `synced ${dataFolder}`])
  await spool.append([Buffer.from('{}\n')])
  await spool.stop()
  expect(asked).toContain(`synced ${folder}`)
})

test('bytes that end with an error leave nothing', async () => {
  async function* broken(): AsyncGenerator<Buffer> {
    yield Buffer.from('half')
    throw new Error('the line went dead')
  }
  await world.settle()
  await expect(world.app.contextFor('test').files.store(broken())).rejects.toThrow('the line went dead')
  expect(asked.filter((step) => step.startsWith('named'))).toEqual([])
  expect(draftsIn(world.dataFolder)).toEqual([])
})
