import type { Erasure } from '@bellwether/contract/privacy.ts'
import { plural } from '../ui/figures.ts'
import { t } from '../ui/words.ts'

/** What is going on, from the first step to the last. */
export const stageWords: Readonly<Record<Erasure['stage'], string>> = {
  contact: t`taking them off their customer`,
  tickets: t`emptying tickets`,
  mails: t`emptying mails`,
  evidence: t`writing over events`,
  elsewhere: t`searching every table`,
  files: t`removing files`,
  proof: t`searching everything once more`,
  finished: t`finished`,
}

const stages = Object.keys(stageWords) as Erasure['stage'][]

/** Step 3 of 7. */
export const stepOf = (stage: Erasure['stage']): string => t`step ${stages.indexOf(stage) + 1} of ${stages.length - 1}`

/** What an erasure emptied so far; null where it has emptied nothing. */
export function erasedWords({ erased }: Erasure): string | null {
  const { tickets, messages, mails, events, places } = erased
  const said = [
    tickets > 0 && plural(tickets, 'ticket'),
    messages > 0 && plural(messages, 'message'),
    mails > 0 && plural(mails, 'mail'),
    events > 0 && plural(events, 'event'),
    places > 0 && plural(places, 'other row'),
  ].filter((words) => words !== false)
  return said.length === 0 ? null : said.join(', ')
}
