import type { Erasure } from '@bellwether/contract/privacy.ts'
import { plural } from '../ui/figures.ts'

/** What is going on, from the first step to the last. */
export const stageWords: Readonly<Record<Erasure['stage'], string>> = {
  contact: 'taking them off their customer',
  tickets: 'emptying tickets',
  mails: 'emptying mails',
  evidence: 'writing over events',
  elsewhere: 'searching every table',
  files: 'removing files',
  proof: 'searching everything once more',
  finished: 'finished',
}

const stages = Object.keys(stageWords) as Erasure['stage'][]

/** Step 3 of 7. */
export const stepOf = (stage: Erasure['stage']): string => `step ${stages.indexOf(stage) + 1} of ${stages.length - 1}`

/** What an erasure emptied so far; null where it has emptied nothing. */
export function erasedWords({ erased }: Erasure): string | null {
  const parts = [
    [erased.tickets, 'ticket'],
    [erased.messages, 'message'],
    [erased.mails, 'mail'],
    [erased.events, 'event'],
    [erased.places, 'other row'],
  ] as const
  const said = parts.flatMap(([count, one]) => (count === 0 ? [] : [plural(count, one)]))
  return said.length === 0 ? null : said.join(', ')
}
