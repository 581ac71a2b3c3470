import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { endDemo, getInstallation, setDemoClock, startDemo, tellDemo } from '@bellwether/contract/installation.ts'
import { openLeadPhone } from '../demo/lead-phone.ts'
import { loadPast } from '../demo/past/load-past.ts'
import { playOn, sendHistory, type Story } from '../demo/play-story.ts'
import { DemoEnded, persistently, type PublicIntakes, publicIntakes } from '../demo/public-intakes.ts'
import { givePhone, setUpCompany } from '../demo/set-up-company.ts'
import { createWorld } from '../demo/world/create-world.ts'
import type { Settings } from '../platform/config/settings.ts'
import { findRunning, type RunningServer } from './running-server.ts'

const hour = 3_600_000
const scriptFile = 'demo-seed'
const historyHours = 1.5
/** Minutes from the bad deploy to where the clock stands while the past is told, and to where it hurries then. */
const stands = 143
const joined = 149.8
// Little traffic, and few deploys: where many begin within minutes, a first error that comes late tells none apart.
const traffic = { eventsPerSecond: 20, customers: 1500, innocentDeploysPerDay: 1 }

/** Plays the demo company on the running server, or ends it. */
export async function demo(settings: Settings, args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      speed: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      end: { type: 'boolean', default: false },
      resume: { type: 'boolean', default: false },
      // `serve` prints the sign-in link itself.
      'by-server': { type: 'boolean', default: false },
    },
  })
  process.once('disconnect', () => process.exit(0))
  const server = await findRunning(settings.BELLWETHER_DATA)
  if (!server) throw new Error(`No server runs on ${settings.BELLWETHER_DATA}. Start one first: npm start -- --empty`)
  if (values.end) return end(server)
  try {
    const script = values.resume
      ? await readScript(settings.BELLWETHER_DATA)
      : await writeScript(settings.BELLWETHER_DATA, {
          seed: positive('--seed', values.seed),
          faultAt: lastFriday(new Date()),
        })
    await play(server, {
      ...script,
      dataFolder: settings.BELLWETHER_DATA,
      speed: positive('--speed', values.speed),
      isResumed: values.resume,
      isByServer: values['by-server'],
    })
  } catch (error) {
    if (!(error instanceof DemoEnded)) throw error
  }
  return 0
}

interface Script {
  readonly seed: number
  readonly faultAt: Date
}

/** What is played in this data folder: kept, so that after a restart the same company plays on. */
async function writeScript(dataFolder: string, { seed, faultAt }: Script): Promise<Script> {
  await writeFile(join(dataFolder, scriptFile), JSON.stringify({ seed, faultAt: faultAt.toISOString() }))
  return { seed, faultAt }
}

async function readScript(dataFolder: string): Promise<Script> {
  const kept: unknown = JSON.parse(await readFile(join(dataFolder, scriptFile), 'utf8'))
  // A demo of an earlier version kept its seed alone.
  if (typeof kept === 'number') return { seed: kept, faultAt: lastFriday(new Date()) }
  const { seed, faultAt } = kept as { seed: number; faultAt: string }
  return { seed, faultAt: new Date(faultAt) }
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

interface Playing extends Script {
  readonly dataFolder: string
  readonly speed: number
  readonly isResumed: boolean
  readonly isByServer: boolean
}

async function play(server: RunningServer, how: Playing): Promise<void> {
  const { faultAt, isResumed, isByServer } = how
  const begun = isResumed ? undefined : await begin(server, after(faultAt, stands))
  if (begun && !isByServer) process.stdout.write(`The demo company is loading. Sign in: ${begun.signInUrl}\n`)
  const intakes = publicIntakes(server, begun?.token ?? process.env['BELLWETHER_DEMO_TOKEN'] ?? '')
  const phone = await openLeadPhone(intakes)
  try {
    const { demo, addresses } = await readInstallation(server)
    if (demo === null) throw new DemoEnded('this installation is no demo')
    const begins = new Date(faultAt.getTime() - historyHours * hour)
    const story = storyOf(server, how, { begins, intakes, addresses, act: phone.act })
    const from = demo.until ? new Date(demo.until) : begins
    if (demo.told < 1) await moveIn(story, how.seed)
    await givePhoneIfAllowed(intakes, phone.url)
    await playOn(story, demo.told < 1 ? await tellAfternoon(story, { begins, from }, how.speed) : from)
  } finally {
    phone.stop()
  }
}

function storyOf(
  server: RunningServer,
  { seed, faultAt, isByServer, dataFolder }: Playing,
  { begins, intakes, ...parts }: { begins: Date } & Pick<Story, 'intakes' | 'addresses' | 'act'>,
): Story {
  return {
    ...parts,
    intakes,
    faultAt,
    world: createWorld({ seed, startsAt: begins, faultAt, ...traffic }),
    now: async () => {
      if (!isByServer) await requireSame(server, dataFolder)
      return (await readInstallation(server)).now
    },
    toldUntil: async (until) =>
      void (await intakes.call(tellDemo, { body: { told: 1, says: '', until: until.toISOString() } })),
    isStopped: stopFlag(),
  }
}

/** A server that was started again plays the demo by itself: two would tell everything twice. */
async function requireSame(server: RunningServer, dataFolder: string): Promise<void> {
  const running = await findRunning(dataFolder)
  if (running && running.processId !== server.processId)
    throw new DemoEnded('the server was started again, and plays on by itself')
}

/** The company and its past; what is there already, since an earlier loading was broken off, stays. */
async function moveIn({ intakes, world, faultAt }: Story, seed: number): Promise<void> {
  await setUpCompany(intakes, world, faultAt)
  await intakes.call(tellDemo, { body: { told: 0.02, says: 'three months of tickets' } })
  await loadPast(intakes, world, { seed, friday: faultAt })
}

/** The afternoon, while the clock stands; then it hurries to the evening. */
async function tellAfternoon(story: Story, span: { begins: Date; from: Date }, speed: number): Promise<Date> {
  const { intakes, faultAt } = story
  const until = await sendHistory(story, span, async (share, at) => {
    const says = `the afternoon until ${at.toISOString().slice(11, 16)} UTC`
    await intakes.call(tellDemo, { body: { told: share * 0.999, says, until: at.toISOString() } })
  })
  if (story.isStopped()) return until
  await intakes.call(tellDemo, { body: { told: 1, says: '', until: until.toISOString() } })
  await intakes.call(setDemoClock, { body: { speed, jumpsTo: after(faultAt, joined) } })
  return until
}

const after = (faultAt: Date, minutes: number): string => new Date(faultAt.getTime() + minutes * 60_000).toISOString()

/** A server that others can reach keeps its own machine closed: then whoever plays answers for the lead. */
async function givePhoneIfAllowed(intakes: PublicIntakes, url: string): Promise<void> {
  await givePhone(intakes, url).catch((error: unknown) => {
    if (error instanceof DemoEnded) throw error
    process.stderr.write(`The demo goes on without the lead's phone; answer its pages yourself: ${String(error)}\n`)
  })
}

const begin = (server: RunningServer, startsAt: string) =>
  post(server, startDemo, { operatorKey: server.operatorKey, startsAt })

async function readInstallation(server: RunningServer) {
  const response = await persistently(`${server.url}${getInstallation.path}`)
  const { now, demo, supportAddress, emergencyAddress } = getInstallation.answer.parse(await response.json())
  return {
    demo,
    // The world makes events by whole seconds.
    now: new Date(Math.floor(new Date(now).getTime() / 1000) * 1000),
    addresses: { support: supportAddress, emergency: emergencyAddress ?? supportAddress },
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
