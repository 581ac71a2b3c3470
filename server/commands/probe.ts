import { listOwnProbes, tellLooks } from '@bellwether/contract/probes.ts'
import type { Settings } from '../platform/config/settings.ts'
import { networksOf } from '../platform/net/internal-addresses.ts'
import { lookElsewhere } from '../probes/probes.ts'
import { askServer, serverDoor } from './ask-server.ts'

const usage = `Usage: npx bellwether probe [--token TOKEN]
Looks for a server from here, until it is ended. The location is called as its token is, which has the right probes.look.
The server is that of BELLWETHER_URL, or the one that runs on the data folder; TOKEN may stand in BELLWETHER_TOKEN.
`

/** `probe --token TOKEN` is a location: it looks at what it is asked for, and tells what it saw. */
export async function probe(settings: Settings, words: string[]): Promise<number> {
  const [option, token = settings.BELLWETHER_TOKEN, ...more] = words
  const door = await serverDoor({ ...settings, BELLWETHER_TOKEN: token })
  if ((option !== undefined && option !== '--token') || more.length > 0 || door === undefined) {
    process.stderr.write(usage)
    return 2
  }
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
  // What is wrong before it begins ends it; later it tries again.
  const { location, items } = listOwnProbes.answer.parse(await askServer(door, listOwnProbes.path))
  process.stdout.write(
    `Looks as ${location}, at ${items.length} probes. Choose ${location} at a probe to have more looked at.\n`,
  )
  await lookElsewhere(
    {
      ask: async () => listOwnProbes.answer.parse(await askServer(door, listOwnProbes.path)),
      tell: (looks) => askServer(door, tellLooks.path, { looks }),
    },
    {
      opened: networksOf(settings.WEBHOOK_NETWORKS),
      stopping: stopping.signal,
      say: (words) => void process.stderr.write(`${words}\n`),
    },
  )
  return 0
}
