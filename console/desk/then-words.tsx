import type { UnsentReply } from '@bellwether/contract/desk.ts'
import { Moment } from '../ui/clock.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'

type Planned = Extract<UnsentReply['thenAct'], { kind: 'hand-off' }>

/** Whom nobody else may know is a team like any. */
const askedWords = (asked: Planned['asked']): string =>
  asked === null ? t`a team is asked in private` : t`${asked.team?.name ?? t`a team that is gone`} is asked`

/** What is done to the ticket with a reply. */
export function ThenWords({ act }: { act: UnsentReply['thenAct'] }) {
  if (act === null) return null
  if (act.kind === 'resolve') return t`; the ticket is resolved with it`
  if (act.kind === 'hand-off') return t`; ${askedWords(act.asked)} with it`
  return tx`; the ticket is snoozed until ${<Moment at={act.until} />}`
}
