import type { Act, DoneAct } from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useNameOf } from '../../team-people.ts'
import { plural } from '../../ui/figures.ts'
import { shortOf } from '../../ui/instants.ts'
import { t, translated } from '../../ui/words.ts'
import { browserZone, knownZone } from '../../ui/zones.ts'

/** What the words of an act need to know besides it. */
interface Beside {
  readonly nameOf: (personId: string) => string
  readonly timeOf: (instant: string) => string
}

const doneTo: { readonly [Kind in Act['kind']]: (act: Act, tickets: string, beside: Beside) => string } = {
  claim: (_, tickets) => t`Claimed ${tickets}`,
  give: (act, tickets, { nameOf }) => {
    const to = act.kind === 'give' ? act.to : null
    return to === null ? t`Gave ${tickets} back to the queue` : t`Gave ${tickets} to ${nameOf(to)}`
  },
  tag: (act, tickets) => (act.kind === 'tag' ? tagWords(act, tickets) : ''),
  prioritize: (act, tickets) =>
    t`Gave ${tickets} ${act.kind === 'prioritize' ? translated(act.priority) : ''} priority`,
  'set-fields': (_, tickets) => t`Changed the fields of ${tickets}`,
  snooze: (act, tickets, { timeOf }) =>
    t`Snoozed ${tickets}${act.kind === 'snooze' ? ` ${t`until ${timeOf(act.until)}`}` : ''}`,
  wake: (_, tickets) => t`Brought ${tickets} back`,
  reply: (_, tickets) => t`Answered ${tickets}`,
  resolve: (_, tickets) => t`Resolved ${tickets}`,
  remove: (act, tickets) => (act.kind === 'remove' ? removalWords(act, tickets) : ''),
  restore: (_, tickets) => t`Restored ${tickets}`,
}

const removalWords = ({ into, blocksSender }: Extract<Act, { kind: 'remove' }>, tickets: string): string =>
  t`Moved ${tickets} to ${into === 'spam' ? t`spam` : t`the trash`}${blocksSender ? ` ${t`and blocked ${tickets.startsWith('#') ? t`the sender` : t`their senders`}`}` : ''}`

function tagWords({ add, remove }: Extract<Act, { kind: 'tag' }>, tickets: string): string {
  const taken = t`Took ${remove.join(', ')} off ${tickets}`
  if (add.length === 0) return taken
  const added = t`Added ${add.join(', ')} to ${tickets}`
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
    if (undo.finishedAt === null) return t`Undoing: ${undo.undone} of ${done}`
    return undo.undone === done ? t`Undone: ${words}` : t`Undone on ${undo.undone} of ${done}: ${words}`
  }
  if (finishedAt === null) return `${doneTo[act.kind](act, t`${done} of ${total} tickets`, beside)}…`
  const said = act.kind === 'reply' && done > 0 ? t`${words}: it goes out in a minute` : words
  return refused === 0 ? said : t`${said}; ${refused} refused`
}

export function useActWords(act: DoneAct): string {
  const nameOf = useNameOf()
  const zone = useQuery(ask(getMe)).data?.person.timeZone
  return actWords(act, {
    nameOf: (id) => nameOf(id) ?? t`somebody`,
    timeOf: (instant) => shortOf(instant, Date.now(), zone === undefined ? browserZone : knownZone(zone)),
  })
}
