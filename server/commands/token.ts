import { Permission } from '@bellwether/contract/permissions.ts'
import type { Settings } from '../platform/config/settings.ts'
import { findRunning } from './running-server.ts'

const standardPermissions: readonly Permission[] = [
  'evidence.read',
  'evidence.write',
  'signals.read',
  'incidents.read',
  'desk.read',
  'customers.read',
]

/** `token create NAME [PERMISSION ...]` prints a new token for a program, once. */
export async function token(settings: Settings, [action, name, ...asked]: string[]): Promise<number> {
  const unknown = asked.filter((one) => !Permission.safeParse(one).success)
  if (action !== 'create' || !name || unknown.length > 0) {
    for (const one of unknown) process.stderr.write(`There is no permission "${one}".\n`)
    process.stderr.write(
      `Usage: npx bellwether token create NAME [PERMISSION ...]\nPermissions: ${Permission.options.join(' ')}\n`,
    )
    return 2
  }
  const server = await findRunning(settings.BELLWETHER_DATA)
  if (!server) {
    process.stderr.write(`No server runs on ${settings.BELLWETHER_DATA}: start it with npm start, then try again.\n`)
    return 1
  }
  const response = await fetch(`${server.url}/api/installation/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      operatorKey: server.operatorKey,
      name,
      permissions: asked.length > 0 ? asked : standardPermissions,
    }),
  })
  const answer = (await response.json()) as { token?: string; title?: string; detail?: string }
  if (!answer.token) throw new Error(answer.detail ?? answer.title ?? `The server answered ${response.status}.`)
  process.stdout.write(`${answer.token}\n`)
  return 0
}
