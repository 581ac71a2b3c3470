import { parseArgs } from 'node:util'
import { readRoles, roles as everyRole } from '../app/roles.ts'
import { startApp } from '../app/start-app.ts'
import { visitorSignInUrl } from '../app/demo-mode.ts'
import { createSignInLink, isAdministrator, staffDirectory } from '../people/people.ts'
import type { Settings } from '../platform/config/settings.ts'
import { loadInstallation } from '../installation/installation.ts'
import { openLog } from '../platform/log/open-log.ts'
import { forgetRunning, noteRunning } from './running-server.ts'
import { playDemo } from './play-demo.ts'

/** Runs the server until SIGTERM or SIGINT, then drains. */
export async function serve(settings: Settings, args: string[]): Promise<number> {
  const log = openLog(settings.LOG_LEVEL)
  const { values } = parseArgs({ args, options: { roles: { type: 'string' }, demo: { type: 'boolean' } } })
  const roles = readRoles(values.roles)
  const app = await startApp(settings, log, { roles })
  const processId = process.pid
  const { url, smtpPort, setupToken, operatorKey } = app
  const running = { url, smtpPort, setupToken, operatorKey, processId }
  await noteRunning(settings.BELLWETHER_DATA, running)

  const ctx = app.contextFor('bellwether.serve')
  const { kind } = await loadInstallation(ctx.db)
  // The demo is played on a server that does everything.
  const isPlayed = roles.size === everyRole.length && (kind === 'demo' || (kind === 'empty' && values.demo === true))
  const playing = isPlayed ? await playDemo(app, kind === 'demo') : undefined
  process.stdout.write(`\nBellwether is ready: ${app.url}\n`)
  if (roles.has('intake')) process.stdout.write(`Mail comes in on port ${app.smtpPort}.\n`)
  if (!settings.SMTP_URL)
    process.stdout.write(
      `Outgoing mail is not sent: it goes to ${settings.BELLWETHER_DATA}/outbox (set SMTP_URL to send it).\n`,
    )
  process.stdout.write(`\n${await nextStep()}\n\n`)

  const signal = await new Promise<string>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => resolve(name))
  })
  log.info({ signal }, 'draining')
  playing?.stop()
  await forgetRunning(settings.BELLWETHER_DATA)
  await app.stop()
  return 0

  async function nextStep(): Promise<string> {
    if (playing)
      return `The demo company is playing. Sign in with this one-time link:\n${await visitorSignInUrl(ctx)}\n(End the demo in the console, or with: npx bellwether demo --end)`
    if (kind === 'empty') return `Set it up here:\n${app.setUpUrl}`
    const administrator = (await staffDirectory(ctx)).find(isAdministrator)
    return administrator
      ? `One-time sign-in link for ${administrator.name}:\n${await createSignInLink(ctx, administrator.id)}`
      : ''
  }
}
