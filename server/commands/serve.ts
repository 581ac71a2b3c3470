import { parseArgs } from 'node:util'
import { readRoles, roles as everyRole } from '../app/roles.ts'
import { type App, startApp } from '../app/start-app.ts'
import { visitorSignInUrl } from '../app/demo-mode.ts'
import { createSignInLink, isAdministrator, staffDirectory } from '../people/people.ts'
import type { Settings } from '../platform/config/settings.ts'
import { loadInstallation } from '../installation/installation.ts'
import { openLog } from '../platform/log/open-log.ts'
import { forgetRunning, noteRunning } from './running-server.ts'
import { playDemo } from './play-demo.ts'

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
  const app = await startApp(settings, log, { roles })
  try {
    await serveUntilAsked(app, { settings, roles, isDemo: values.demo === true })
    return 0
  } finally {
    await forgetRunning(settings.BELLWETHER_DATA)
    await app.stop()
  }
}

interface Serving {
  readonly settings: Settings
  readonly roles: ReturnType<typeof readRoles>
  readonly isDemo: boolean
}

async function serveUntilAsked(app: App, { settings, roles, isDemo }: Serving): Promise<void> {
  const { url, smtpPort, setupToken, operatorKey } = app
  await noteRunning(settings.BELLWETHER_DATA, { url, smtpPort, setupToken, operatorKey, processId: process.pid })
  const ctx = app.contextFor('bellwether.serve')
  const { kind } = await loadInstallation(ctx.db)
  // The demo is played on a server that does everything.
  const isPlayed = roles.size === everyRole.length && (kind === 'demo' || (kind === 'empty' && isDemo))
  const playing = isPlayed ? await playDemo(app, kind === 'demo') : undefined
  const said = [
    `Bellwether is ready: ${url}`,
    ...(roles.has('intake') ? [`Mail comes in on port ${smtpPort}.`] : []),
    ...(settings.SMTP_URL
      ? []
      : [`Outgoing mail is not sent: it goes to ${settings.BELLWETHER_DATA}/outbox (set SMTP_URL to send it).`]),
    '',
    await nextStep(app, playing ? 'demo' : kind),
  ]
  process.stdout.write(`\n${said.join('\n')}\n\n`)
  ctx.log.info({ why: await askedToStop() }, 'draining')
  playing?.stop()
}

async function nextStep(app: App, kind: 'demo' | 'empty' | 'regular'): Promise<string> {
  const ctx = app.contextFor('bellwether.serve')
  if (kind === 'demo')
    return `The demo company is playing. Sign in with this one-time link:\n${await visitorSignInUrl(ctx)}\n(End the demo in the console, or with: npx bellwether demo --end)`
  if (kind === 'empty') return `Set it up here:\n${app.setUpUrl}`
  const administrator = (await staffDirectory(ctx)).find(isAdministrator)
  return administrator
    ? `One-time sign-in link for ${administrator.name}:\n${await createSignInLink(ctx, administrator.id)}`
    : ''
}
