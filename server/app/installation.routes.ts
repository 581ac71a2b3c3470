import { readFileSync } from 'node:fs'
import { timingSafeEqual } from 'node:crypto'
import * as contract from '@bellwether/contract/installation.ts'
import { conflict, unavailable } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { intakeHealth } from '../evidence/evidence.ts'
import { createToken } from '../people/people.ts'
import type { Context } from '../platform/context.ts'
import { handle, type HandledRoute } from '../platform/http/handle.ts'
import { sendingMailbox } from '../mail/mail.ts'
import {
  clockOf,
  loadInstallation,
  putFirstStepsAway,
  setDemoClock,
  setUpTokenOf,
  tellDemo,
} from '../installation/installation.ts'
import { Problem } from '../platform/problem.ts'
import { beginDemo, endDemo } from './demo-mode.ts'
import { getFirstSteps } from './first-steps.ts'
import { setUpInstallation } from './set-up.ts'
import type { Loops } from './loops.ts'
import type { Parts } from './parts.ts'

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }

/** Routes about the installation itself, which know all of its parts. */
export const installationRoutes = (parts: Parts, troubles: Loops['troubles']): HandledRoute[] => [
  handle(contract.getInstallation, ({ ctx }) => presentInstallation(ctx, parts)),
  handle(contract.setUpInstallation, async ({ ctx, body, session, headers }) => {
    await requireSetUpToken(ctx, body.setupToken)
    const signedIn = await setUpInstallation(ctx, { ...body, userAgent: headers['user-agent'] ?? '' })
    session.start(signedIn.session.token, signedIn.session.expiresAt)
    return signedIn.me
  }),
  handle(contract.getFirstSteps, ({ ctx }) => getFirstSteps(ctx, parts)),
  handle(contract.putFirstStepsAway, async ({ ctx, body }) => {
    await putFirstStepsAway(ctx, body.isPutAway)
    return body
  }),
  handle(contract.startDemo, async ({ ctx, body }) => {
    if (body.operatorKey === undefined) await requireSetUpToken(ctx, body.setupToken ?? '')
    else requireOperatorKey(body.operatorKey, parts)
    return beginDemo(asJob(ctx), parts, { startsAt: new Date(body.startsAt) })
  }),
  handle(contract.loadDemo, async ({ ctx, body }) => {
    await requireSetUpToken(ctx, body.setupToken)
    if ((await loadInstallation(ctx.db)).kind !== 'empty') throw new Problem(contract.alreadySetUp)
    if (!parts.playDemo)
      throw new Problem(
        conflict,
        said`This server does not do everything itself: run \`npx bellwether demo\` beside it.`,
      )
    return { signInUrl: await parts.playDemo() }
  }),
  handle(contract.setDemoClock, async ({ ctx, body }) => {
    await setDemoClock(ctx, { speed: body.speed, jumpsTo: body.jumpsTo ? new Date(body.jumpsTo) : null })
    parts.clock.exchange(clockOf(await loadInstallation(ctx.db)))
    return presentInstallation(ctx, parts)
  }),
  handle(contract.tellDemo, async ({ ctx, body }) => {
    await tellDemo(ctx, { ...body, until: body.until ? new Date(body.until) : undefined })
    return presentInstallation(ctx, parts)
  }),
  handle(contract.endDemo, async ({ ctx, body, session }) => {
    if (body.operatorKey !== undefined) requireOperatorKey(body.operatorKey, parts)
    const { kind } = await loadInstallation(ctx.db)
    if (kind !== 'demo') throw new Problem(conflict, said`This installation is not a demo.`)
    await endDemo(body.operatorKey === undefined ? ctx : asJob(ctx), parts)
    session.end()
    return { setUpUrl: `${ctx.baseUrl}/setup?token=${setUpTokenOf(await loadInstallation(ctx.db))}` }
  }),
  handle(contract.createTokenByOperator, async ({ ctx, body }) => {
    requireOperatorKey(body.operatorKey, parts)
    const { token } = await createToken(asJob(ctx), body)
    return { token }
  }),
  handle(contract.getHealth, async () => healthOf(parts, troubles())),
]

/** Whoever holds the set-up link, or the operator key, acts as the installation itself. */
const asJob = (ctx: Context): Context => ({ ...ctx, actor: { kind: 'job', job: 'installation.set-up' } })

async function requireSetUpToken(ctx: Context, given: string): Promise<void> {
  if (!sameText(given, setUpTokenOf(await loadInstallation(ctx.db)))) throw new Problem(contract.setupLinkWrong)
}

function requireOperatorKey(given: string, parts: Parts): void {
  if (!sameText(given, parts.operatorKey)) throw new Problem(contract.operatorKeyWrong)
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}

type DemoColumns = Pick<
  Awaited<ReturnType<typeof loadInstallation>>,
  'demoSpeed' | 'demoTold' | 'demoSays' | 'demoToldUntil'
>

const presentDemo = ({ demoSpeed, demoTold, demoSays, demoToldUntil }: DemoColumns) => ({
  speed: demoSpeed ?? 1,
  told: demoTold ?? 1,
  says: demoSays ?? '',
  until: demoToldUntil,
})

async function presentInstallation(ctx: Context, parts: Parts) {
  const { name, kind, ...demo } = await loadInstallation(ctx.db)
  const engine = parts.engine.state()
  return {
    name,
    kind,
    supportAddress: sendingMailbox(ctx, null).address,
    emergencyAddress: ctx.mailboxes.all().find(({ isEmergency }) => isEmergency)?.address ?? null,
    now: ctx.clock.now(),
    clockSpeed: ctx.clock.speed,
    demo: kind === 'demo' ? presentDemo(demo) : null,
    outgoingMail: parts.transport.kind,
    evidence: { state: engine.state, reason: 'reason' in engine ? engine.reason : null },
  }
}

/** Undefined where it is not set. One of several processes is connected. */
function ircHealth({ surroundings: { pageChannels } }: Parts): { state: string; detail: string } | undefined {
  if (!pageChannels.irc) return undefined
  const { address, connection } = pageChannels.irc
  if (!connection) return { state: 'ready', detail: said`in another process` }
  const trouble = connection.trouble()
  if (trouble !== undefined) return { state: 'failing', detail: trouble }
  return { state: 'ready', detail: said`connected to ${address.host} as ${connection.nick()}` }
}

function healthOf(parts: Parts, troubles: ReturnType<Loops['troubles']>) {
  const records = parts.records.state()
  if (records.state !== 'ready')
    throw new Problem(unavailable, said`The records are not ready.`, { retryAfterSeconds: 2 })
  const engine = parts.engine.state()
  const intake = intakeHealth(parts.intake.state())
  const irc = ircHealth(parts)
  const isWell =
    engine.state === 'ready' && intake.state === 'ready' && irc?.state !== 'failing' && troubles.length === 0
  return {
    status: isWell ? ('ok' as const) : ('degraded' as const),
    parts: {
      records: { state: records.state },
      evidence: { state: engine.state, ...('reason' in engine ? { detail: engine.reason } : {}) },
      intake: parts.roles.has('intake')
        ? { state: intake.state, detail: intake.detail }
        : { state: 'ready', detail: said`in another process` },
      mail: { state: 'ready', detail: parts.transport.kind },
      ...(irc && { irc }),
      loops:
        troubles.length === 0
          ? { state: 'ready' }
          : { state: 'failing', detail: troubles.map((one) => one.detail).join('; ') },
    },
    version,
  }
}
