import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { endDemo, getInstallation, startDemo } from '@bellwether/contract/installation.ts'
import { openLeadPhone } from '../demo/lead-phone.ts'
import { playOn, sendHistory, type Story } from '../demo/play-story.ts'
import { DemoEnded, type PublicIntakes, publicIntakes } from '../demo/public-intakes.ts'
import { givePhone, setUpCompany } from '../demo/set-up-company.ts'
import { createWorld } from '../demo/world/create-world.ts'
import type { Settings } from '../platform/config/settings.ts'
import { findRunning, type RunningServer } from './running-server.ts'

const hour = 3_600_000
const historyHours = 1.5
/** Minutes from the bad deploy to where the story is joined: shortly before the VIP writes. */
const joinedAfterMinutes = 143
const traffic = { eventsPerSecond: 30, customers: 1500 }

/** Plays the demo company on the running server, or ends it. */
export async function demo(settings: Settings, args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      speed: { type: 'string', default: '10' },
      seed: { type: 'string', default: '1' },
      end: { type: 'boolean', default: false },
      resume: { type: 'boolean', default: false },
      // `serve` prints the sign-in link itself.
      'by-server': { type: 'boolean', default: false },
    },
  })
  const server = await findRunning(settings.BELLWETHER_DATA)
  if (!server) throw new Error(`No server runs on ${settings.BELLWETHER_DATA}. Start one first: npm start -- --empty`)
  if (values.end) return end(server)
  try {
    await play(server, {
      speed: positive('--speed', values.speed),
      seed: await seedOf(settings.BELLWETHER_DATA, values.resume ? undefined : positive('--seed', values.seed)),
      isResumed: values.resume,
      isByServer: values['by-server'],
    })
  } catch (error) {
    if (!(error instanceof DemoEnded)) throw error
  }
  return 0
}

/** The seed of the demo in this data folder: kept, so that after a restart the same company plays on. */
async function seedOf(dataFolder: string, chosen: number | undefined): Promise<number> {
  const path = join(dataFolder, 'demo-seed')
  if (chosen === undefined) return Number(await readFile(path, 'utf8'))
  await writeFile(path, String(chosen))
  return chosen
}

function positive(name: string, text: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value >= 1) return value
  throw new Error(`${name} takes a number from 1 up, not "${text}".`)
}

async function post(
  server: RunningServer,
  route: { method: string; path: string },
  body: object,
): Promise<Record<string, string>> {
  const response = await fetch(`${server.url}${route.path}`, {
    method: route.method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = (await response.json()) as Record<string, string>
  if (!response.ok) throw new Error(answer['detail'] ?? answer['title'] ?? `The server answered ${response.status}.`)
  return answer
}

async function end(server: RunningServer): Promise<number> {
  const { setUpUrl } = await post(server, endDemo, { operatorKey: server.operatorKey })
  process.stdout.write(
    `The demo has ended and everything it made is deleted. Set up the installation here:\n${setUpUrl}\n`,
  )
  return 0
}

async function play(
  server: RunningServer,
  how: { speed: number; seed: number; isResumed: boolean; isByServer: boolean },
): Promise<void> {
  const faultAt = lastFriday(new Date())
  const joinedAt = new Date(faultAt.getTime() + joinedAfterMinutes * 60_000)
  const begun = how.isResumed ? undefined : await begin(server, joinedAt, how.speed)
  if (begun && !how.isByServer) process.stdout.write(`The demo company is loading. Sign in: ${begun.signInUrl}\n`)
  const token = begun?.token ?? process.env['BELLWETHER_DEMO_TOKEN']
  const installation = await readInstallation(server)
  const anchor = { real: Date.now(), shown: new Date(installation.now).getTime() }
  // The world makes events by whole seconds.
  const now = (): Date =>
    new Date(Math.floor((anchor.shown + (Date.now() - anchor.real) * installation.clockSpeed) / 1000) * 1000)
  const resumedFault = how.isResumed ? lastFriday(now()) : faultAt
  const from = new Date(resumedFault.getTime() - historyHours * hour)
  const world = createWorld({ seed: how.seed, startsAt: from, faultAt: resumedFault, ...traffic })
  const intakes = publicIntakes(server, token ?? '')
  const story = { world, intakes, faultAt: resumedFault, now, addresses: installation.addresses, isStopped: stopFlag() }
  const phone = await openLeadPhone((): PublicIntakes => intakes, installation.clockSpeed)
  try {
    if (!how.isResumed) await setUpCompany(intakes, world, resumedFault)
    await givePhoneIfAllowed(intakes, phone.url)
    if (how.isResumed) await playOn(story, now())
    else await playOn(story, await tellHistory(story, from), joinedAt)
  } finally {
    phone.stop()
  }
}

/** A server that others can reach keeps its own machine closed: then whoever plays answers for the lead. */
async function givePhoneIfAllowed(intakes: PublicIntakes, url: string): Promise<void> {
  await givePhone(intakes, url).catch((error: unknown) => {
    if (error instanceof DemoEnded) throw error
    process.stderr.write(`The demo goes on without the lead's phone; answer its pages yourself: ${String(error)}\n`)
  })
}

const begin = (server: RunningServer, startsAt: Date, speed: number) =>
  post(server, startDemo, { setupToken: server.setupToken, startsAt: startsAt.toISOString(), speed })

function tellHistory(story: Story, from: Date): Promise<Date> {
  return sendHistory(story, from, (text) => process.stdout.write(`  demo: ${text}\n`))
}

async function readInstallation(server: RunningServer) {
  const response = await fetch(`${server.url}${getInstallation.path}`)
  const installation = getInstallation.answer.parse(await response.json())
  return {
    ...installation,
    addresses: {
      support: installation.supportAddress,
      emergency: installation.emergencyAddress ?? installation.supportAddress,
    },
  }
}

function stopFlag(): () => boolean {
  let stopped = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => (stopped = true))
  return () => stopped
}

/** 16:00 UTC of the last Friday that is over by then. */
function lastFriday(before: Date): Date {
  const day = new Date(Date.UTC(before.getUTCFullYear(), before.getUTCMonth(), before.getUTCDate(), 16))
  while (day.getUTCDay() !== 5 || day.getTime() > before.getTime()) day.setUTCDate(day.getUTCDate() - 1)
  return day
}
