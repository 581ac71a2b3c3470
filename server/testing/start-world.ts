import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import nodemailer from 'nodemailer'
import pg from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { setUpInstallation } from '@bellwether/contract/installation.ts'
import { addPerson, addTeam, signInByLink } from '@bellwether/contract/people.ts'
import { type App, type AppOptions, startApp } from '../app/start-app.ts'
import { manualClock } from '../platform/clock/clock.ts'
import { readSettings } from '../platform/config/settings.ts'
import { type Caller, callerFor } from './caller.ts'
import { openMailbox, type Mailbox } from './mailbox.ts'
import { testAddress } from './test-postgres.ts'

/** A whole installation of its own: real server, real records, real mail both ways, a clock in the test's hand. */
export interface World {
  readonly app: App
  readonly clock: ReturnType<typeof manualClock>
  readonly dataFolder: string
  /** Ana, the first administrator, in the support team. */
  readonly ana: Caller
  readonly nobody: Caller
  readonly mailbox: Mailbox
  person(name: string, options?: { role?: string; teams?: string[] }): Promise<Caller>
  team(slug: string): Promise<string>
  /** Delivers raw bytes by SMTP. */
  deliver(raw: string | Buffer, envelope: { from: string; to: string[] }): Promise<void>
  /** Moves the clock and lets every loop and job that is due run. */
  forward(time: { minutes?: number; seconds?: number }): Promise<void>
  /** Waits until no job is left to do. */
  settle(): Promise<void>
  sql<Row>(text: string): Promise<Row[]>
  /** Starts the server again on the same data, as after a crash or an update. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export interface WorldOptions {
  readonly startsAt?: string
  readonly evidence?: boolean
  /** Nobody has set it up: there is no Ana. */
  readonly isEmpty?: boolean
  /** Takes what the server logs. */
  readonly log?: Writable
  /** Settings besides those of every world. The phones of tests listen on this machine. */
  readonly environment?: Readonly<Record<string, string>>
}

export const supportAddress = 'support@desk.test'
export const emergencyAddress = 'emergency@desk.test'

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const records = await copyTemplate()
  const dataFolder = mkdtempSync(join(tmpdir(), 'bw-world-'))
  chmodSync(dataFolder, 0o755)
  const clock = manualClock(new Date(options.startsAt ?? '2026-01-16T16:00:00.000Z'))
  const mailbox = await openMailbox()
  const environment = {
    WEBHOOK_NETWORKS: '127.0.0.1',
    BELLWETHER_DATA: dataFolder,
    DATABASE_URL: records.url,
    SMTP_URL: mailbox.url,
    SMTP_TLS_CERT: inject('certificatePath'),
    SMTP_TLS_KEY: inject('certificatePath'),
    ...options.environment,
  }
  const app = { clock, evidence: options.evidence === true }
  const world = await runApp(environment, app, options.log)
  const nobody = callerFor(() => world.app.url)
  const ana = options.isEmpty === true ? nobody : await firstAdministrator(() => world.app)
  return {
    get app() {
      return world.app
    },
    clock,
    dataFolder,
    ana,
    nobody,
    mailbox,
    person: (name, over = {}) => addAndSignIn(ana, nobody, name, over),
    team: async (slug) =>
      (await ana.call(addTeam, { body: { slug, name: slug[0]?.toUpperCase() + slug.slice(1) } })).id,
    deliver: async (raw, envelope) => void (await world.sender.sendMail({ envelope, raw })),
    forward: async ({ minutes = 0, seconds = 0 }) => {
      clock.advance((minutes * 60 + seconds) * 1000)
      await world.app.flushEvidence()
      await world.app.runLoops()
      await settle(records.client)
    },
    settle: () => settle(records.client),
    sql: (text) => rowsOf(records.client, text),
    restart: () => world.restart(),
    stop: async () => {
      await world.stop()
      await mailbox.stop()
      await records.drop()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

/** A database of this world's own, and a connection to look into it. */
export async function copyTemplate(): Promise<{ url: string; client: pg.Client; drop(): Promise<void> }> {
  const socketFolder = inject('socketFolder')
  const database = `t${randomUUID().replaceAll('-', '')}`
  await onServer(socketFolder, `create database "${database}" template template`)
  // A connection keeps a plan for any parameters once a statement came often. Here it does from the first time, so that
  // each statement is proven with such a plan.
  await onServer(socketFolder, `alter database "${database}" set plan_cache_mode = force_generic_plan`)
  const client = new pg.Client(testAddress(socketFolder, database))
  await client.connect()
  return {
    url: `postgresql:///${database}?host=${socketFolder}&user=bellwether`,
    client,
    drop: async () => {
      await client.end()
      await onServer(socketFolder, `drop database "${database}" with (force)`)
    },
  }
}

interface RunningApp {
  readonly app: App
  readonly sender: ReturnType<typeof openSender>
  restart(): Promise<void>
  stop(): Promise<void>
}

/** The server, and another mail server that has a connection to it. */
async function runApp(
  environment: Record<string, string>,
  options: AppOptions,
  logged: Writable | undefined,
): Promise<RunningApp> {
  const start = async (): Promise<Pick<RunningApp, 'app' | 'sender'>> => {
    const addresses = { SUPPORT_ADDRESS: supportAddress, EMERGENCY_ADDRESS: emergencyAddress }
    const settings = readSettings({ PORT: '0', SMTP_PORT: '0', ...addresses, ...environment })
    const level = process.env['TEST_LOG'] ?? (logged ? 'debug' : 'silent')
    const log = pino({ level }, logged ?? pino.destination(2))
    const app = await startApp(settings, log, options)
    return { app, sender: openSender(app) }
  }
  let now = await start()
  const stop = async (): Promise<void> => {
    now.sender.close()
    await now.app.stop()
  }
  return {
    get app() {
      return now.app
    },
    get sender() {
      return now.sender
    },
    restart: async () => {
      await stop()
      now = await start()
    },
    stop,
  }
}

async function firstAdministrator(app: () => App): Promise<Caller> {
  const caller = callerFor(() => app().url)
  const person = { name: 'Ana', email: 'ana@staff.test', password: 'a long enough password', timeZone: 'UTC' }
  await caller.call(setUpInstallation, { body: { setupToken: app().setupToken, organisation: 'Northwind', ...person } })
  return caller
}

async function addAndSignIn(
  ana: Caller,
  nobody: Caller,
  name: string,
  { role = 'staff', teams = ['support'] }: { role?: string; teams?: string[] },
): Promise<Caller> {
  const { person, signInUrl } = await ana.call(addPerson, {
    body: { name, email: `${name.toLowerCase()}@staff.test`, roles: [role], teams },
  })
  const caller = nobody.fresh()
  await caller.call(signInByLink, { body: { token: new URL(signInUrl).searchParams.get('token') ?? '' } })
  return Object.assign(caller, { id: person.id })
}

/** One connection for many mails, as between two mail servers: each greeting takes a tenth of a second. */
export const openSender = (app: Pick<App, 'smtpPort'>) =>
  nodemailer.createTransport({
    pool: true,
    maxConnections: 1,
    host: '127.0.0.1',
    port: app.smtpPort,
    ignoreTLS: true,
  })

const pending = `
  select (
    (select count(*) from platform.events where number is null) +
    (select count(*) from pgboss.job where state in ('created', 'retry', 'active')
       and name not like '\\_\\_pgboss%' and start_after < now() + interval '5 seconds')
  )::int as waiting`

async function settle(records: pg.Client): Promise<void> {
  const patience = Date.now() + 30_000
  for (let quiet = 0; Date.now() < patience;) {
    const [row] = await rowsOf<{ waiting: number }>(records, pending)
    quiet = row?.waiting === 0 ? quiet + 1 : 0
    if (quiet === 2) return
    await sleep(5)
  }
  const unfinished = `select name, state, output from pgboss.job where state in ('created', 'retry', 'active')`
  throw new Error(`Jobs were still waiting after 30 seconds: ${JSON.stringify(await rowsOf(records, unfinished))}`)
}

async function rowsOf<Row>(client: pg.Client, text: string): Promise<Row[]> {
  return (await client.query(text)).rows as Row[]
}

/** Runs one statement on the server itself, where databases are made and dropped. */
async function onServer(socketFolder: string, text: string): Promise<void> {
  const client = new pg.Client(testAddress(socketFolder, 'postgres'))
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
