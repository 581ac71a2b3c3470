import type { Act, DoneAct } from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useNameOf } from '../../team-people.ts'
import { plural } from '../../ui/figures.ts'
import { shortOf } from '../../ui/instants.ts'
import { browserZone, knownZone } from '../../ui/zones.ts'

/** What the words of an act need to know besides it. */
interface Beside {
  readonly nameOf: (personId: string) => string
  readonly timeOf: (instant: string) => string
}

const doneTo: { readonly [Kind in Act['kind']]: (act: Act, tickets: string, beside: Beside) => string } = {
  claim: (_, tickets) => `Claimed ${tickets}`,
  give: (act, tickets, { nameOf }) => {
    const to = act.kind === 'give' ? act.to : null
    return to === null ? `Gave ${tickets} back to the queue` : `Gave ${tickets} to ${nameOf(to)}`
  },
  tag: (act, tickets) => (act.kind === 'tag' ? tagWords(act, tickets) : ''),
  prioritize: (act, tickets) => `Gave ${tickets} ${act.kind === 'prioritize' ? act.priority : ''} priority`,
  'set-fields': (_, tickets) => `Changed the fields of ${tickets}`,
  snooze: (act, tickets, { timeOf }) =>
    `Snoozed ${tickets}${act.kind === 'snooze' ? ` until ${timeOf(act.until)}` : ''}`,
  wake: (_, tickets) => `Brought ${tickets} back`,
  resolve: (_, tickets) => `Resolved ${tickets}`,
  remove: (act, tickets) => (act.kind === 'remove' ? removalWords(act, tickets) : ''),
  restore: (_, tickets) => `Restored ${tickets}`,
}

const removalWords = ({ into, blocksSender }: Extract<Act, { kind: 'remove' }>, tickets: string): string =>
  `Moved ${tickets} to ${into === 'spam' ? 'spam' : 'the trash'}${blocksSender ? ` and blocked ${tickets.startsWith('#') ? 'the sender' : 'their senders'}` : ''}`

function tagWords({ add, remove }: Extract<Act, { kind: 'tag' }>, tickets: string): string {
  const taken = `Took ${remove.join(', ')} off ${tickets}`
  if (add.length === 0) return taken
  const added = `Added ${add.join(', ')} to ${tickets}`
  return remove.length === 0 ? added : `${added}. ${taken}`
}

/** What was done, to which tickets, and how far undoing it has come. */
export function actWords(
  { act, total, done, refused, finishedAt, firstNumber, undo }: DoneAct,
  beside: Beside,
): string {
  const tickets = total === 1 && firstNumber !== null ? `#${firstNumber}` : plural(done, 'ticket')
  const words = doneTo[act.kind](act, tickets, beside)
  if (undo !== null) {
    if (undo.finishedAt === null) return `Undoing: ${undo.undone} of ${done}`
    return undo.undone === done ? `Undone: ${words}` : `Undone on ${undo.undone} of ${done}: ${words}`
  }
  if (finishedAt === null) return `${doneTo[act.kind](act, `${done} of ${total} tickets`, beside)}…`
  return refused === 0 ? words : `${words}; ${refused} refused`
}

export function useActWords(act: DoneAct): string {
  const nameOf = useNameOf()
  const zone = useQuery(ask(getMe)).data?.person.timeZone
  return actWords(act, {
    nameOf: (id) => nameOf(id) ?? 'somebody',
    timeOf: (instant) => shortOf(instant, Date.now(), zone === undefined ? browserZone : knownZone(zone)),
  })
}
