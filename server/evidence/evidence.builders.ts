import { networksOf } from '../platform/net/internal-addresses.ts'
import { openFolderStore } from '../platform/files/folder-store.ts'
import { openAttempts } from '../platform/http/open-attempts.ts'
import { countRequests } from '../platform/http/open-requests.ts'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pino } from 'pino'
import type { Permission } from '@bellwether/contract/permissions.ts'
import { manualClock } from '../platform/clock/clock.ts'
import type { Context } from '../platform/context.ts'
import { migrate } from '../platform/database/migrate.ts'
import { openDatabase } from '../platform/database/open-database.ts'
import { startRecords } from '../platform/database/start-records.ts'
import { startEngine } from '../platform/engine/start-engine.ts'
import type { WorldDeploy } from '../demo/world/world-deploys.ts'
import { recordDeploy } from './deploys/record-deploy.ts'
import { recordRollOut } from './deploys/record-roll-out.ts'
import { startIntake, type Intake } from './intake/start-intake.ts'

/** Records, engine and intake in a folder of their own, without the rest of the server. */
export interface EvidenceWorld {
  readonly ctx: Context
  readonly intake: Intake
  readonly clock: ReturnType<typeof manualClock>
  readonly engineChild: () => number | undefined
  as(...permissions: Permission[]): Context
  send(events: Iterable<unknown>): Promise<number>
  stop(): Promise<void>
}

/** Starts the stores for a test or a benchmark; `startsAt` is what the clock shows. */
export async function openEvidenceWorld(startsAt: Date): Promise<EvidenceWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'evidence-'))
  const log = pino({ level: process.env['BENCH_LOG'] ?? 'silent' })
  const clock = manualClock(startsAt)
  const records = await startRecords(folder, { databaseUrl: undefined, areStoresShared: false, log })
  const database = openDatabase(records.address, log, { connections: 4 })
  await migrate(database.kysely as never)
  const engine = await startEngine({ folder: join(folder, 'evidence'), log })
  const intake = await startIntake({ engine, folder, clock, log })
  const surroundings = {
    clock,
    log,
    engine,
    dataFolder: folder,
    baseUrl: 'http://localhost',
    secret: Buffer.alloc(32),
    mailboxes: {} as Context['mailboxes'],
    // No job is queued here and no mail comes, so that none of these is ever asked.
    jobs: {} as Context['jobs'],
    attempts: openAttempts(database.kysely),
    requests: countRequests(),
    openedNetworks: networksOf([]),
    files: openFolderStore(folder),
    pageChannels: {} as Context['pageChannels'],
    holidays: () => Promise.resolve([]),
    openRollOuts: () => Promise.resolve([]),
    ticketsOfShifts: () => Promise.resolve([]),
    thumbnails: {} as Context['thumbnails'],
    fileTexts: {} as Context['fileTexts'],
    mailReader: {} as Context['mailReader'],
    senderJudge: {} as Context['senderJudge'],
    probing: {} as Context['probing'],
    db: database.kysely,
    requestId: randomUUID(),
  }
  const ctx: Context = { ...surroundings, actor: { kind: 'job', job: 'test' } }
  return {
    ctx,
    intake,
    clock,
    engineChild: engine.childId,
    as: (...permissions) => ({
      ...ctx,
      actor: { kind: 'person', personId: randomUUID(), name: 'Ada', teamIds: [], permissions: new Set(permissions) },
    }),
    send: (events) => sendEvents(intake, events),
    stop: async () => {
      await intake.stop()
      await engine.stop()
      await database.close()
      await records.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const linesAtOnce = 20_000

/** Sends events through the intake, in requests of many lines. */
export async function sendEvents(intake: Intake, events: Iterable<unknown>): Promise<number> {
  let lines: string[] = []
  let sent = 0
  const flush = async (): Promise<void> => {
    if (lines.length === 0) return
    sent += (await intake.accept(Readable.from([Buffer.from(lines.join('\n'))]), {})).accepted
    lines = []
  }
  for (const event of events) {
    lines.push(JSON.stringify(event))
    if (lines.length === linesAtOnce) await flush()
  }
  await flush()
  return sent
}

/** No roll-out of a made-up world takes longer. */
const rollOutMilliseconds = 60 * 60_000

interface MadeDeploys {
  deploysBetween(from: Date, to: Date): readonly WorldDeploy[]
}

/**
 * Reports what happened in a stretch of time as a pipeline would: deploys that began, and hosts as each is
 * reached. Answers the ids of the deploys that are under way, by version.
 */
export async function sendDeploys(ctx: Context, made: MadeDeploys, from: Date, to: Date): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const { hosts, ...deploy } of made.deploysBetween(new Date(from.getTime() - rollOutMilliseconds), to)) {
    const { id } = await recordDeploy(ctx, deploy)
    const reached = hosts.filter(({ at }) => at >= from && at < to)
    if (reached.length > 0) await recordRollOut(ctx, id, reached)
    ids.set(deploy.version, id)
  }
  return ids
}
