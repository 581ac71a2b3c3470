import { openPage } from '@bellwether/contract/pager.ts'
import type { Settings } from '../platform/config/settings.ts'
import { askServer, type ServerDoor, serverDoor } from './ask-server.ts'

const usage = `Usage: npx bellwether page TEAM "WHAT IS WRONG" ["WHAT THE READER NEEDS"]
The server is that of BELLWETHER_URL, or the one that runs on the data folder; BELLWETHER_TOKEN is a token of it.
`

/** `page TEAM TEXT` pages a team from a terminal or a script. Exit status 0 when the page is durable. */
export async function page(settings: Settings, [team, title, body = '', ...more]: string[]): Promise<number> {
  const door = await serverDoor(settings)
  if (team === undefined || title === undefined || more.length > 0 || door === undefined) {
    process.stderr.write(usage)
    return 2
  }
  return send(door, { team, title, body })
}

async function send(door: ServerDoor, body: { team: string; title: string; body: string }): Promise<number> {
  const opened = openPage.answer.parse(await askServer(door, openPage.path, body))
  const people = new Set(opened.notifications.map(({ person }) => person.name))
  process.stdout.write(`Paged ${opened.team?.name ?? body.team}: ${[...people].join(', ')}.\n`)
  return 0
}
