import { parseArgs } from 'node:util'
import { readRoles, roles as everyRole } from '../app/roles.ts'
import { type App, startApp } from '../app/start-app.ts'
import { visitorSignInUrl } from '../app/demo-mode.ts'
import { createSignInLink, isAdministrator, staffDirectory } from '../people/people.ts'
import type { Settings } from '../platform/config/settings.ts'
import { loadInstallation } from '../installation/installation.ts'
import { openLog } from '../platform/log/open-log.ts'
import { forgetRunning, noteRunning } from './running-server.ts'
import { type DemoPlayer, openDemoPlayer } from './play-demo.ts'

/** What asks the server to stop: a signal, a terminal that is closed, or the end of the launcher. Once is enough. */
function askedToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, () => resolve(name))
    process.on('disconnect', () => resolve('the launcher ended'))
    // Nobody reads on a terminal that is gone; what is said there must not end the draining.
    process.stdout.on('error', () => undefined)
  })
}

/** Runs the server until it is asked to stop, then drains. */
export async function serve(settings: Settings, args: string[]): Promise<number> {
  const log = openLog(settings.LOG_LEVEL)
  const { values } = parseArgs({ args, options: { roles: { type: 'string' }, demo: { type: 'boolean' } } })
  const roles = readRoles(values.roles)
  const player = openDemoPlayer()
  // The demo is played on a server that does everything.
  const mayPlay = roles.size === everyRole.length
  const app: App = await startApp(settings, log, {
    roles,
    ...(mayPlay ? { playDemo: () => player.begin(app) } : {}),
  })
  try {
    await serveUntilAsked(app, { settings, roles, player: mayPlay ? player : undefined, isDemo: values.demo === true })
    return 0
  } finally {
    player.stop()
    await forgetRunning(settings.BELLWETHER_DATA)
    await app.stop()
  }
}

interface Serving {
  readonly settings: Settings
  readonly roles: ReturnType<typeof readRoles>
  /** Where this process does not do everything, it plays no demo. */
  readonly player: DemoPlayer | undefined
  /** An empty installation becomes a demo at once. */
  readonly isDemo: boolean
}

async function serveUntilAsked(app: App, { settings, roles, player, isDemo }: Serving): Promise<void> {
  const { url, smtpPort, setupToken, operatorKey } = app
  await noteRunning(settings.BELLWETHER_DATA, { url, smtpPort, setupToken, operatorKey, processId: process.pid })
  const ctx = app.contextFor('bellwether.serve')
  const { kind } = await loadInstallation(ctx.db)
  if (kind === 'demo') await player?.resume(app)
  const begun = kind === 'empty' && isDemo ? await player?.begin(app) : undefined
  const said = [
    `Bellwether is ready: ${url}`,
    ...(roles.has('intake') ? [`Mail comes in on port ${smtpPort}.`] : []),
    ...(settings.SMTP_URL
      ? []
      : [`Outgoing mail is not sent: it goes to ${settings.BELLWETHER_DATA}/outbox (set SMTP_URL to send it).`]),
    '',
    await nextStep(app, kind, begun),
  ]
  process.stdout.write(`\n${said.join('\n')}\n\n`)
  ctx.log.info({ why: await askedToStop() }, 'draining')
}

async function nextStep(app: App, kind: 'demo' | 'empty' | 'regular', begun: string | undefined): Promise<string> {
  const ctx = app.contextFor('bellwether.serve')
  const visitor = kind === 'demo' ? await visitorSignInUrl(ctx) : begun
  if (visitor)
    return `The demo company is playing. Sign in with this one-time link:\n${visitor}\n(End the demo in the console, or with: npx bellwether demo --end)`
  if (kind === 'empty') return `Set it up here:\n${app.setUpUrl}`
  const administrator = (await staffDirectory(ctx)).find(isAdministrator)
  return administrator
    ? `One-time sign-in link for ${administrator.name}:\n${await createSignInLink(ctx, administrator.id)}`
    : ''
}
