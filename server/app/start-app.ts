import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { startIntake, type Intake } from '../evidence/intake/start-intake.ts'
import { sendWebhookJob } from '../pager/notify-people.ts'
import { identify } from '../platform/auth/identify.ts'
import { type Clock, exchangeableClock } from '../platform/clock/clock.ts'
import type { Settings } from '../platform/config/settings.ts'
import type { Actor, Context, Surroundings } from '../platform/context.ts'
import { migrate } from '../platform/database/migrate.ts'
import { type Database, openDatabase } from '../platform/database/open-database.ts'
import { type Records, startRecords } from '../platform/database/start-records.ts'
import { absentEngine } from '../platform/engine/absent-engine.ts'
import type { Engine } from '../platform/engine/engine.ts'
import { startEngine } from '../platform/engine/start-engine.ts'
import { type Mounting, mountRoutes } from '../platform/http/mount-routes.ts'
import { openHttp } from '../platform/http/open-http.ts'
import { clockOf } from '../platform/installation/installation.ts'
import { loadInstallation } from '../platform/installation/installation.store.ts'
import { type Jobs, openJobs, runJobs } from '../platform/jobs/start-jobs.ts'
import { serveLive } from '../platform/live/serve-live.ts'
import { listenSmtp } from '../platform/mail/listen-smtp.ts'
import { type MailTransport, openMailTransport } from '../platform/mail/mail-transport.ts'
import { sendMailJob } from '../platform/mail/send-mail.ts'
import { installationRoutes } from './installation.routes.ts'
import { startLoops } from './loops.ts'
import { moduleRoutes } from './routes.ts'
import { schedules } from './schedules.ts'
import { serveConsole } from './serve-console.ts'
import { subscriptions } from './subscriptions.ts'

export interface App {
  readonly url: string
  readonly smtpPort: number
  readonly setupToken: string
  /** Opens the first-run page of an empty installation. */
  readonly setUpUrl: string
  /** A context for the server's own work. */
  contextFor(job: string): Context
  /** Resolves when everything that was accepted can be found. */
  flushEvidence(): Promise<void>
  /** Runs every loop once, now. */
  runLoops(): Promise<void>
  stop(): Promise<void>
}

/** What runs inside an app; the installation's routes report on it. */
export interface Parts {
  readonly records: Records
  readonly database: Database
  readonly engine: Engine
  readonly intake: Intake
  readonly jobs: Jobs
  readonly transport: MailTransport
  readonly clock: ReturnType<typeof exchangeableClock>
  readonly setupToken: string
  readonly surroundings: Surroundings
}

export interface AppOptions {
  /** Replaces the installation's clock; tests move time by hand. */
  readonly clock?: Clock
  /** false starts without the evidence engine, where a test does not need it. */
  readonly evidence?: boolean
}

/** Starts everything, in the order in which it needs each other, and listens last. */
export async function startApp(settings: Settings, log: Logger, options: AppOptions = {}): Promise<App> {
  const dataFolder = settings.BELLWETHER_DATA
  await mkdir(dataFolder, { recursive: true })
  const records = await startRecords(dataFolder, {
    databaseUrl: settings.DATABASE_URL,
    log,
  })
  // The engine's lock on its folder follows from the owner's lock on the records.
  const startingEngine =
    options.evidence === false
      ? Promise.resolve(absentEngine('This server was started without evidence.'))
      : startEngine({ folder: join(dataFolder, 'evidence'), url: settings.CLICKHOUSE_URL, log })
  const database = openDatabase(records.address, log)
  await migrate(database.kysely as never)
  const installation = await loadInstallation(database.kysely)
  const clock = exchangeableClock(options.clock ?? clockOf(installation))
  const sender = { supportAddress: settings.SUPPORT_ADDRESS, secret: installation.secret }
  const transport = openMailTransport(settings.SMTP_URL, dataFolder, sender)
  const work = [sendMailJob(transport), sendWebhookJob]
  const jobs = await openJobs(records.address, work, subscriptions, log)
  const engine = await startingEngine
  const intake = await startIntake({ engine, folder: dataFolder, clock, log })
  const baseUrl = settings.BELLWETHER_URL ?? `http://localhost:${settings.PORT}`
  const surroundings = {
    clock,
    log,
    engine,
    jobs,
    baseUrl,
    dataFolder,
    secret: installation.secret,
    supportAddress: settings.SUPPORT_ADDRESS,
    emergencyAddress: settings.EMERGENCY_ADDRESS,
  }
  const setupToken = randomBytes(24).toString('base64url')
  return runApp({ records, database, engine, intake, jobs, transport, clock, setupToken, surroundings }, settings, work)
}

async function runApp(parts: Parts, settings: Settings, work: Parameters<typeof runJobs>[1]): Promise<App> {
  const { database, surroundings, jobs, clock } = parts
  const log = surroundings.log
  const contextOf = (actor: Actor, requestId: string): Context => ({
    ...surroundings,
    actor,
    requestId,
    db: database.kysely,
  })
  const contextFor = (job: string): Context => contextOf({ kind: 'job', job }, randomUUID())
  const mounting: Mounting = {
    identify: (credentials) => identify(database.kysely, credentials),
    contextFor: contextOf,
  }

  const http = await openHttp(log)
  const live = serveLive(http, database.address, mounting, log)
  mountRoutes(http, [...moduleRoutes(parts.intake), ...installationRoutes(parts)], mounting)
  await serveConsole(http)
  await http.listen({ port: settings.PORT, host: settings.BELLWETHER_HOST })
  const port = (http.server.address() as AddressInfo).port
  // A free port is known only now; links must carry it.
  if (settings.PORT === 0 && !settings.BELLWETHER_URL)
    Object.assign(surroundings, { baseUrl: `http://localhost:${port}` })

  const smtp = await listenSmtp(settings.SMTP_PORT, settings.BELLWETHER_HOST, contextFor)
  await runJobs(jobs, [...work, ...subscriptions], contextFor)
  const loops = startLoops(schedules, clock, contextFor)

  let stopping: Promise<void> | undefined
  return {
    url: surroundings.baseUrl,
    smtpPort: smtp.port,
    setupToken: parts.setupToken,
    setUpUrl: `${surroundings.baseUrl}/setup?token=${parts.setupToken}`,
    contextFor,
    flushEvidence: () => parts.intake.flush(),
    runLoops: () => loops.runAll(),
    stop: () => (stopping ??= stopApp(parts, http, [smtp, loops, live])),
  }
}

/** Drains from the outside in: no new work, then what runs, then the stores. */
async function stopApp(
  parts: Parts,
  http: FastifyInstance,
  outer: readonly { stop(): Promise<unknown> }[],
): Promise<void> {
  await http.close()
  for (const part of outer) await part.stop()
  await parts.jobs.boss.stop({ graceful: true, timeout: 10_000 })
  parts.transport.close()
  await parts.intake.stop()
  await parts.engine.stop()
  await parts.database.close()
  await parts.records.stop()
}
