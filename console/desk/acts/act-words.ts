import type { Act, DoneAct } from '@bellwether/contract/desk.ts'
import { plural } from '../../ui/figures.ts'

function wordsOf(act: Act, tickets: string): string {
  switch (act.kind) {
    case 'claim':
      return `Claimed ${tickets}`
    case 'give':
      return act.to === null ? `Gave ${tickets} back to the queue` : `Gave ${tickets} away`
    case 'tag':
      return tagWords(act, tickets)
    case 'snooze':
      return `Snoozed ${tickets}`
    case 'wake':
      return `Brought ${tickets} back`
    case 'resolve':
      return `Resolved ${tickets}`
  }
}

function tagWords({ add, remove }: Extract<Act, { kind: 'tag' }>, tickets: string): string {
  const taken = `Took ${remove.join(', ')} off ${tickets}`
  if (add.length === 0) return taken
  const added = `Added ${add.join(', ')} to ${tickets}`
  return remove.length === 0 ? added : `${added}. ${taken}`
}

/** What was done, to how many tickets, and how far undoing it has come. */
export function actWords({ act, total, done, refused, finishedAt, undo }: DoneAct): string {
  if (undo !== null) {
    if (undo.finishedAt === null) return `Undoing: ${undo.undone} of ${done}`
    return undo.undone === done ? 'Undone' : `Undone on ${undo.undone} of ${plural(done, 'ticket')}`
  }
  if (finishedAt === null) return `${wordsOf(act, `${done} of ${total} tickets`)}…`
  const words = wordsOf(act, done === 1 && total === 1 ? 'the ticket' : plural(done, 'ticket'))
  return refused === 0 ? words : `${words}; ${refused} refused`
}
