import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { said } from '@bellwether/contract/said.ts'
import type { Logger } from 'pino'
import { listOpenRollOuts } from '../evidence/evidence.ts'
import {
  actOnTicketsJob,
  countTicketsOfShifts,
  postChatNoticeJob,
  recountClocksJob,
  type WorkedShift,
} from '../desk/desk.ts'
import { calendarHolidays } from './calendar-holidays.ts'
import { returnTicketsJob, tellTicketsJob } from '../incidents/incidents.ts'
import {
  keepIrc,
  openPageChannels,
  sendByIrcJob,
  tellIrcRoomJob,
  tellRoomJob,
  endAlertsJob,
  followPageJob,
  sendNotificationJob,
  serveAlerts,
  serveCarrier,
  servePings,
  serveShiftFeeds,
} from '../pager/pager.ts'
import { identify, keepBuiltInRoles } from '../people/people.ts'
import { newSecretToken } from '../platform/links/secret-token.ts'
import { type Clock, exchangeableClock } from '../platform/clock/clock.ts'
import type { Settings } from '../platform/config/settings.ts'
import type { Actor, Context, Surroundings } from '../platform/context.ts'
import { asPart } from '../platform/permissions.ts'
import { migrate } from '../platform/database/migrate.ts'
import { type DatabaseAddress, openDatabase } from '../platform/database/open-database.ts'
import { startRecords } from '../platform/database/start-records.ts'
import { absentEngine } from '../platform/engine/absent-engine.ts'
import { startEngine } from '../platform/engine/start-engine.ts'
import { openAttempts } from '../platform/http/open-attempts.ts'
import { countRequests } from '../platform/http/open-requests.ts'
import { type Mounting, mountRoutes } from '../platform/http/mount-routes.ts'
import { listenHttp, openHttp } from '../platform/http/open-http.ts'
import { clockOf, loadInstallation, setUpTokenOf } from '../installation/installation.ts'
import { type JobKind, openJobs, runJobs } from '../platform/jobs/start-jobs.ts'
import { networksOf } from '../platform/net/internal-addresses.ts'
import { serveLive } from '../platform/live/serve-live.ts'
import { openFiles } from '../platform/files/open-files.ts'
import { openFileTexts } from '../platform/files/file-texts.ts'
import { openThumbnails } from '../platform/files/thumbnails.ts'
import {
  keepMailboxes,
  listenSmtp,
  mailCertificate,
  type Mailboxes,
  openMailboxes,
  openMailReaders,
  openMailTransport,
  sendMailJob,
} from '../mail/mail.ts'
import { type DemoNetworks, demoNetworks } from './demo-networks.ts'
import { installationRoutes } from './installation.routes.ts'
import { type Loops, startLoops } from './loops.ts'
import { followInstallation, followMailboxes } from './follow-installation.ts'
import { readRoles, areStoresShared, requireSharedStores, type Role, roles } from './roles.ts'
import { openLeases } from '../platform/jobs/leases.ts'
import type { Engine } from '../platform/engine/engine.ts'
import { deliverEvents } from '../platform/events/deliver-events.ts'
import { deliverOnNotice } from '../platform/events/deliver-on-notice.ts'
import { jobOf } from '../platform/events/event.ts'
import { registerSubscribers } from '../platform/events/register-subscribers.ts'
import { linkMakers } from './mail-links.ts'
import { readingsOf } from './readings.ts'
import { routesOf } from './routes.ts'
import { serveMetrics } from './serve-metrics.ts'
import { schedules } from './schedules.ts'
import { serveConsole } from './serve-console.ts'
import { startIntakes } from './start-intakes.ts'
import { subscriptions } from './subscriptions.ts'
import type { Parts } from './parts.ts'

export interface App {
  readonly url: string
  readonly smtpPort: number
  /** Works until the installation is set up. */
  readonly setupToken: string
  /** Left in the data folder for the command line of the same machine. */
  readonly operatorKey: string
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

export interface AppOptions {
  /** Replaces the installation's clock; tests move time by hand. */
  readonly clock?: Clock
  /** false starts without the evidence engine, where a test does not need it. */
  readonly evidence?: boolean
  /** What this process does; everything where it is left out. */
  readonly roles?: ReadonlySet<Role>
  /** How the demo company moves in when somebody asks for it on the first-run page. */
  readonly playDemo?: () => Promise<string>
}

/** Starts everything, in the order in which it needs each other, and listens last. What fails stops what was started. */
export async function startApp(settings: Settings, log: Logger, options: AppOptions = {}): Promise<App> {
  const started = new AsyncDisposableStack()
  try {
    const parts = await startParts(started, settings, { ...options, log })
    if (!options.clock) {
      const following = followInstallation(parts)
      started.defer(() => following.stop())
    }
    const app = await openDoors(started, parts, settings)
    return { ...app, stop: () => started.disposeAsync() }
  } catch (error) {
    await started.disposeAsync()
    throw error
  }
}

/** The stores and what works on them. */
async function startParts(
  started: AsyncDisposableStack,
  settings: Settings,
  options: AppOptions & { log: Logger },
): Promise<Parts> {
  const { log, playDemo, roles = readRoles(undefined) } = options
  requireSharedStores(roles, settings)
  const dataFolder = settings.BELLWETHER_DATA
  await mkdir(dataFolder, { recursive: true })
  const records = await startRecords(dataFolder, {
    databaseUrl: settings.DATABASE_URL,
    areStoresShared: areStoresShared(roles, settings),
    log,
  })
  started.defer(() => records.stop())
  // The engine's lock on its folder follows from the owner's lock on the records.
  const startingEngine = startEvidence(settings, options, roles)
  started.defer(async () => (await startingEngine).stop())
  const database = openDatabase(records.address, log)
  started.defer(() => database.close())
  await migrateAll(records.address, log)
  // Counted beside the work: whoever waits for a count holds no connection that the count needs.
  const attempts = openDatabase(records.address, log, { connections: 2 })
  started.defer(() => attempts.close())
  const installation = await loadInstallation(database.kysely)
  const clock = exchangeableClock(options.clock ?? clockOf(installation))
  const openedNetworks = openedBy(settings, installation.kind === 'demo')
  const mailboxes = openMailboxes(database.kysely)
  const sending = openSending(started, settings, { secret: installation.secret, mailboxes })
  const filesAndReaders = await startFiles(started, settings)
  const jobs = await openJobs(records.address, sending.jobKinds, log)
  started.defer(() => jobs.boss.stop({ graceful: true, timeout: 10_000 }))
  const engine = await startingEngine
  const { intake, probing } = await startIntakes(started, { engine, folder: dataFolder, clock, log }, roles)
  const surroundings = {
    clock,
    log,
    engine,
    jobs,
    attempts: openAttempts(attempts.kysely),
    requests: countRequests(),
    openedNetworks,
    ...filesAndReaders,
    baseUrl: settings.BELLWETHER_URL ?? `http://localhost:${settings.PORT}`,
    dataFolder,
    outsideHeartbeatUrl: settings.OUTSIDE_HEARTBEAT_URL,
    pageChannels: openPageChannels(settings, installation.secret),
    secret: installation.secret,
    mailboxes,
    probing,
    holidays: calendarHolidays,
    // Whoever goes home hears of what is on its way, whether they may read evidence or not.
    openRollOuts: (ctx: Context) => listOpenRollOuts(asPart(ctx)),
    // How much there was is no secret of a ticket.
    ticketsOfShifts: (ctx: Context, shifts: readonly WorkedShift[]) => countTicketsOfShifts(asPart(ctx), shifts),
  }
  const stores = { records, database, engine, intake }
  const operatorKey = newSecretToken()
  const door = { smtpPort: settings.SMTP_PORT, host: settings.BELLWETHER_HOST }
  const addresses = { support: settings.SUPPORT_ADDRESS, emergency: settings.EMERGENCY_ADDRESS }
  const made = { door, clock, openedNetworks, operatorKey, playDemo, surroundings }
  return { roles, addresses, ...stores, jobs, ...sending, ...made }
}

/** The evidence engine: outside, in the data folder of a process that does everything, or nowhere. */
async function startEvidence(
  { BELLWETHER_DATA, CLICKHOUSE_URL }: Settings,
  { evidence, log }: AppOptions & { log: Logger },
  which: ReadonlySet<Role>,
): Promise<Engine> {
  if (evidence === false) return absentEngine(said`This server was started without evidence.`)
  if (!CLICKHOUSE_URL && which.size < roles.length)
    return absentEngine(said`Several processes share evidence by CLICKHOUSE_URL, which is not set.`)
  return startEngine({ folder: join(BELLWETHER_DATA, 'evidence'), url: CLICKHOUSE_URL, log })
}

/** How mails and webhooks leave, and every kind of job: each process may queue them, workers do them. */
function openSending(
  started: AsyncDisposableStack,
  settings: Settings,
  { secret, mailboxes }: { secret: Buffer; mailboxes: Mailboxes },
): Pick<Parts, 'transport' | 'jobKinds'> {
  const mailboxName = (address: string): string | undefined =>
    mailboxes.all().find((one) => one.address === address)?.name
  const sender = { supportAddress: settings.SUPPORT_ADDRESS, secret, mailboxName }
  const transport = openMailTransport(settings.SMTP_URL, settings.BELLWETHER_DATA, sender)
  started.defer(() => transport.close())
  const pageTransport = openMailTransport(settings.SMTP_URL, settings.BELLWETHER_DATA, sender)
  started.defer(() => pageTransport.close())
  const jobKinds = [
    sendMailJob('pages', pageTransport, linkMakers),
    sendMailJob('others', transport, linkMakers),
    sendNotificationJob,
    tellRoomJob,
    ...ircJobs,
    followPageJob,
    endAlertsJob,
    returnTicketsJob,
    actOnTicketsJob,
    postChatNoticeJob,
    recountClocksJob,
    tellTicketsJob,
    ...subscriptions.map(jobOf),
  ]
  return { transport, jobKinds }
}

function openedBy(settings: Settings, isDemo: boolean): DemoNetworks {
  const { BELLWETHER_HOST: host, BELLWETHER_URL: baseUrl, TRUST_PROXY, WEBHOOK_NETWORKS } = settings
  return demoNetworks(networksOf(WEBHOOK_NETWORKS), { host, baseUrl, isBehindProxy: TRUST_PROXY !== undefined }, isDemo)
}

/** Where files are, and what draws, reads and judges them apart from the main loop. */
async function startFiles(
  started: AsyncDisposableStack,
  settings: Settings,
): Promise<Pick<Surroundings, 'files' | 'thumbnails' | 'fileTexts' | 'mailReader' | 'senderJudge'>> {
  const files = await openFiles(settings)
  const thumbnails = openThumbnails(files)
  started.defer(() => thumbnails.stop())
  const fileTexts = openFileTexts(files)
  started.defer(() => fileTexts.stop())
  const { stop, ...readers } = openMailReaders(files, {
    nameServers: settings.DNS_SERVERS,
    relays: networksOf(settings.TRUSTED_RELAYS),
    relayName: settings.TRUSTED_RELAY_NAME,
  })
  started.defer(stop)
  return { files, thumbnails, fileTexts, ...readers }
}

/** On connections of its own: a migration may take longer than any statement of the server. */
async function migrateAll(address: DatabaseAddress, log: Logger): Promise<void> {
  const patient = openDatabase(address, log, { connections: 2, isPatient: true })
  try {
    await migrate(patient.kysely as never)
  } finally {
    await patient.close()
  }
}

/** Where requests and mails come in, and what works by itself. Stopped first: then nothing new comes in. */
async function openDoors(started: AsyncDisposableStack, parts: Parts, settings: Settings): Promise<Omit<App, 'stop'>> {
  const { database, surroundings, roles } = parts
  const contextOf = (actor: Actor, requestId: string): Context => ({
    ...surroundings,
    actor,
    requestId,
    db: database.kysely,
  })
  const contextFor = (job: string): Context => contextOf({ kind: 'job', job }, randomUUID())
  await keepBuiltInRoles(contextFor('people.keep-built-in-roles'))
  await keepMailboxes(contextFor('mail.keep-mailboxes'), parts.addresses)
  await surroundings.mailboxes.look()
  started.defer(followMailboxes(parts).stop)
  const running: { loops?: Loops } = {}
  const troubles = () => running.loops?.troubles() ?? []
  await openHttpDoor(started, parts, settings, { contextFor: contextOf, troubles })
  const smtpPort = roles.has('intake') ? await openMailDoor(started, settings, contextFor) : 0
  if (smtpPort !== 0) parts.door.smtpPort = smtpPort
  if (roles.has('worker')) running.loops = await startWork(started, parts, contextFor)
  const setupToken = setUpTokenOf(await loadInstallation(database.kysely))
  return {
    url: surroundings.baseUrl,
    smtpPort,
    setupToken,
    operatorKey: parts.operatorKey,
    setUpUrl: `${surroundings.baseUrl}/setup?token=${setupToken}`,
    contextFor,
    flushEvidence: () => parts.intake.flush(),
    runLoops: async () => running.loops?.runAll(),
  }
}

/** People and programs come in by HTTP: to everything, to the intake of evidence, or just to see how a worker does. */
async function openHttpDoor(
  started: AsyncDisposableStack,
  parts: Parts,
  settings: Settings,
  { contextFor, troubles }: Pick<Mounting, 'contextFor'> & { troubles: Loops['troubles'] },
): Promise<void> {
  const { database, surroundings, roles } = parts
  const mounting: Mounting = {
    identify: (credentials) => identify(database.kysely, credentials),
    contextFor,
  }
  const http = await openHttp(surroundings.log, settings)
  if (roles.has('web')) {
    const live = serveLive(http, database.address, mounting, surroundings.log)
    started.defer(() => live.stop())
  }
  serveMetrics(http, mounting, readingsOf(parts, troubles))
  if (roles.has('web')) serveShiftFeeds(http, (job) => contextFor({ kind: 'job', job }, randomUUID()))
  if (roles.has('intake')) {
    const contextOf = (job: string): Context => contextFor({ kind: 'job', job }, randomUUID())
    serveCarrier(http, contextOf)
    serveAlerts(http, contextOf)
    servePings(http, contextOf)
  }
  mountRoutes(http, [...routesOf(roles, parts.intake), ...installationRoutes(parts, troubles)], mounting)
  if (roles.has('web')) await serveConsole(http)
  started.defer(() => http.close())
  const port = await listenHttp(http, settings)
  // A free port is known only now; links must carry it.
  if (settings.PORT === 0 && !settings.BELLWETHER_URL)
    Object.assign(surroundings, { baseUrl: `http://localhost:${port}` })
}

async function openMailDoor(
  started: AsyncDisposableStack,
  { SMTP_PORT, BELLWETHER_HOST, BELLWETHER_DATA, SMTP_TLS_CERT, SMTP_TLS_KEY }: Settings,
  contextFor: (job: string) => Context,
): Promise<number> {
  const tls = await mailCertificate({ cert: SMTP_TLS_CERT, key: SMTP_TLS_KEY }, BELLWETHER_DATA)
  const smtp = await listenSmtp({ port: SMTP_PORT, host: BELLWETHER_HOST, tls }, contextFor)
  started.defer(() => smtp.stop())
  return smtp.port
}

/** What only the process does that is on IRC. */
const ircJobs: readonly JobKind[] = [sendByIrcJob, tellIrcRoomJob]

/** Jobs, the delivery of facts, and the loops, whose leases tell several workers apart. */
async function startWork(
  started: AsyncDisposableStack,
  { database, jobs, jobKinds, clock, surroundings }: Parts,
  contextFor: (job: string) => Context,
): Promise<Loops> {
  const { log } = surroundings
  await registerSubscribers(contextFor('platform.register-subscribers'), subscriptions)
  const { irc } = surroundings.pageChannels
  // Where there is IRC, who has the lease for it sends what waits; where there is none, it fails and says so.
  await runJobs(
    jobs,
    jobKinds.filter((kind) => irc === undefined || !ircJobs.includes(kind)),
    contextFor,
  )
  const delivery = deliverOnNotice(database.address, log, async () => {
    const ctx = contextFor('platform.deliver-events')
    await ctx.requests.goFirst()
    await deliverEvents(ctx)
  })
  started.defer(() => delivery.stop())
  const leases = openLeases(database.address, log)
  started.defer(() => leases.stop())
  const onIrc =
    irc &&
    keepIrc({
      irc,
      isOurs: () => leases.hold('pager.irc'),
      queue: {
        begin: () => runJobs(jobs, ircJobs, contextFor),
        end: async () => {
          for (const { queue } of ircJobs) await jobs.boss.offWork(queue, { wait: false })
        },
      },
      log,
      contextFor,
    })
  started.defer(async () => onIrc?.stop())
  const loops = startLoops(schedules, clock, contextFor, leases)
  started.defer(() => loops.stop())
  return loops
}
