import { measureAway } from './pager/away.ts'
import { measureEvents } from './pager/events.ts'
import { measureKeys } from './pager/keys.ts'
import { measureKill } from './pager/kill.ts'
import { measureRecordsAway } from './pager/records-away.ts'
import { measureRotas } from './pager/rotas.ts'
import { measureSilent } from './pager/silent.ts'
import { measureStorm } from './pager/storm.ts'
import { say } from './say.ts'

/* What a pager promises, measured: who is on, how soon and how surely they are paged, whatever is away or killed. */

const parts: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  rotas: measureRotas,
  storm: measureStorm,
  events: measureEvents,
  keys: measureKeys,
  kill: measureKill,
  away: measureAway,
  silent: measureSilent,
  'records-away': measureRecordsAway,
}

/** Measured where no part is named. */
const quick = ['rotas', 'storm']

/** `PART [ARGUMENT...]` */
export async function run([part, ...args]: readonly string[]): Promise<void> {
  for (const name of part === undefined ? quick : [part]) {
    const measure = parts[name]
    if (!measure) throw new Error(`Parts of the pager: ${Object.keys(parts).join(', ')}`)
    say(`\n== ${[name, ...args].join(' ')}`)
    await measure(args)
  }
}
