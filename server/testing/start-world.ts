import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import nodemailer from 'nodemailer'
import pg from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { setUpInstallation } from '@bellwether/contract/installation.ts'
import { addPerson, addTeam, signInByLink } from '@bellwether/contract/people.ts'
import type { Role } from '@bellwether/contract/permissions.ts'
import { type App, startApp } from '../app/start-app.ts'
import { manualClock } from '../platform/clock/clock.ts'
import { readSettings } from '../platform/config/settings.ts'
import { type Caller, callerFor } from './caller.ts'
import { openMailbox, type Mailbox } from './mailbox.ts'
import { testAddress } from './test-postgres.ts'

/** A whole installation of its own: real server, real records, real mail both ways, a clock in the test's hand. */
export interface World {
  readonly app: App
  readonly clock: ReturnType<typeof manualClock>
  /** Ana, the first administrator, in the support team. */
  readonly ana: Caller
  readonly nobody: Caller
  readonly mailbox: Mailbox
  person(name: string, options?: { role?: Role; teams?: string[] }): Promise<Caller>
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
}

export const supportAddress = 'support@desk.test'
export const emergencyAddress = 'emergency@desk.test'

export async function startWorld(options: WorldOptions = {}): Promise<World> {
  const socketFolder = inject('socketFolder')
  const database = `t${randomUUID().replaceAll('-', '')}`
  await onServer(socketFolder, `create database "${database}" template template`)
  const dataFolder = mkdtempSync(join(tmpdir(), 'bw-world-'))
  chmodSync(dataFolder, 0o755)
  const clock = manualClock(new Date(options.startsAt ?? '2026-01-16T16:00:00.000Z'))
  const mailbox = await openMailbox()
  const start = () =>
    startApp(
      readSettings({
        PORT: '0',
        SMTP_PORT: '0',
        BELLWETHER_DATA: dataFolder,
        DATABASE_URL: `postgresql:///${database}?host=${socketFolder}&user=bellwether`,
        SMTP_URL: mailbox.url,
        SUPPORT_ADDRESS: supportAddress,
        EMERGENCY_ADDRESS: emergencyAddress,
      }),
      pino({ level: process.env['TEST_LOG'] ?? 'silent' }, pino.destination(2)),
      { clock, evidence: options.evidence === true },
    )
  const world = { app: await start() }
  const nobody = callerFor(() => world.app.url)
  const ana = await firstAdministrator(world.app)
  return {
    get app() {
      return world.app
    },
    clock,
    ana: ana.withUrl(() => world.app.url),
    nobody,
    mailbox,
    person: (name, over = {}) =>
      addAndSignIn(
        ana.withUrl(() => world.app.url),
        nobody,
        name,
        over,
      ),
    team: async (slug) =>
      (await ana.call(addTeam, { body: { slug, name: slug[0]?.toUpperCase() + slug.slice(1) } })).id,
    deliver: (raw, envelope) => deliver(world.app.smtpPort, raw, envelope),
    forward: async ({ minutes = 0, seconds = 0 }) => {
      clock.advance((minutes * 60 + seconds) * 1000)
      await world.app.flushEvidence()
      await world.app.runLoops()
      await settle(socketFolder, database)
    },
    settle: () => settle(socketFolder, database),
    sql: (text) => query(socketFolder, database, text),
    restart: async () => {
      await world.app.stop()
      world.app = await start()
    },
    stop: async () => {
      await world.app.stop()
      await mailbox.stop()
      await onServer(socketFolder, `drop database "${database}" with (force)`)
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

async function firstAdministrator(app: App): Promise<Caller> {
  const caller = callerFor(() => app.url)
  const person = { name: 'Ana', email: 'ana@staff.test', password: 'a long enough password', timeZone: 'UTC' }
  await caller.call(setUpInstallation, { body: { setupToken: app.setupToken, organisation: 'Northwind', ...person } })
  return caller
}

async function addAndSignIn(
  ana: Caller,
  nobody: Caller,
  name: string,
  { role = 'staff', teams = ['support'] }: { role?: Role; teams?: string[] },
): Promise<Caller> {
  const { person, signInUrl } = await ana.call(addPerson, {
    body: { name, email: `${name.toLowerCase()}@staff.test`, role, teams },
  })
  const caller = nobody.fresh()
  await caller.call(signInByLink, { body: { token: new URL(signInUrl).searchParams.get('token') ?? '' } })
  return Object.assign(caller, { id: person.id })
}

async function deliver(port: number, raw: string | Buffer, envelope: { from: string; to: string[] }): Promise<void> {
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  await transport.sendMail({ envelope, raw })
  transport.close()
}

const pending = `
  select count(*)::int as waiting from pgboss.job
  where state in ('created', 'retry', 'active') and name not like '\\_\\_pgboss%' and start_after < now() + interval '5 seconds'`

async function settle(socketFolder: string, database: string): Promise<void> {
  let quiet = 0
  for (let attempt = 0; attempt < 1500; attempt += 1) {
    const [row] = await query<{ waiting: number }>(socketFolder, database, pending)
    quiet = row?.waiting === 0 ? quiet + 1 : 0
    if (quiet === 2) return
    await sleep(20)
  }
  const rows = await query<{ name: string; state: string; output: unknown }>(
    socketFolder,
    database,
    `select name, state, output from pgboss.job where state in ('created', 'retry', 'active')`,
  )
  throw new Error(`Jobs were still waiting after 30 seconds: ${JSON.stringify(rows)}`)
}

async function query<Row>(socketFolder: string, database: string, text: string): Promise<Row[]> {
  const client = new pg.Client(testAddress(socketFolder, database))
  await client.connect()
  try {
    return (await client.query(text)).rows as Row[]
  } finally {
    await client.end()
  }
}

const onServer = (socketFolder: string, text: string): Promise<unknown[]> => query(socketFolder, 'postgres', text)
