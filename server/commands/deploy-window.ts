import { parseArgs } from 'node:util'
import { DeployWindow, getDeployWindow, overrideDeployWindow } from '@bellwether/contract/pager.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import type { Settings } from '../platform/config/settings.ts'
import { askServer, serverDoor } from './ask-server.ts'

const statuses = { open: 0, warned: 0, closed: 1, unknown: 2 } as const

const usage = `Usage: npx bellwether deploy-window SERVICE [--at INSTANT] [--override REASON --by NAME]
The server is that of BELLWETHER_URL, or the one that runs on the data folder; BELLWETHER_TOKEN is a token of it.
Exit status: 0 go, 1 nobody would watch customers, 2 it could not be told.
`

/** `deploy-window SERVICE` tells a pipeline whether somebody will watch customers: 0 go, 1 no, 2 it could not be told. */
export async function deployWindow(settings: Settings, args: string[]): Promise<number> {
  try {
    return await ask(settings, args)
  } catch (error) {
    process.stderr.write(`Not known: ${(error as Error).message}\n`)
    return 2
  }
}

async function ask(settings: Settings, args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { at: { type: 'string' }, override: { type: 'string' }, by: { type: 'string' } },
  })
  const [service, ...more] = positionals
  const door = await serverDoor(settings)
  if (service === undefined || more.length > 0 || door === undefined) {
    process.stderr.write(usage)
    return 2
  }
  const { override: reason, by, at } = values
  const asked =
    reason === undefined
      ? askServer(door, urlOf(getDeployWindow, { query: { service, ...(at === undefined ? {} : { at }) } }))
      : askServer(door, overrideDeployWindow.path, { service, reason, by })
  const window = DeployWindow.parse(await asked)
  process.stdout.write(`${window.line}\n`)
  return statuses[window.verdict]
}
