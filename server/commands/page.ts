import { openPage, type PageUrgency } from '@bellwether/contract/pager.ts'
import type { Settings } from '../platform/config/settings.ts'
import { askServer, type ServerDoor, serverDoor } from './ask-server.ts'

const usage = `Usage: npx bellwether page [--can-wait] TEAM "WHAT IS WRONG" ["WHAT THE READER NEEDS"]
With --can-wait nobody is woken: it comes outside of quiet hours, and goes to nobody else by itself.
The server is that of BELLWETHER_URL, or the one that runs on the data folder; BELLWETHER_TOKEN is a token of it.
`

const canWait = '--can-wait'

/** `page TEAM TEXT` pages a team from a terminal or a script. Exit status 0 when the page is durable. */
export async function page(settings: Settings, words: string[]): Promise<number> {
  const [team, title, body = '', ...more] = words.filter((word) => word !== canWait)
  const urgency = words.includes(canWait) ? 'low' : 'high'
  const door = await serverDoor(settings)
  if (team === undefined || title === undefined || more.length > 0 || door === undefined) {
    process.stderr.write(usage)
    return 2
  }
  return send(door, { team, title, body, urgency })
}

async function send(
  door: ServerDoor,
  body: { team: string; title: string; body: string; urgency: PageUrgency },
): Promise<number> {
  const opened = openPage.answer.parse(await askServer(door, openPage.path, body))
  const people = new Set(opened.notifications.map(({ person }) => person.name))
  process.stdout.write(`Paged ${opened.team?.name ?? body.team}: ${[...people].join(', ')}.\n`)
  return 0
}
