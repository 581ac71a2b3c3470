import type { UnsentReply } from '@bellwether/contract/desk.ts'
import { Moment } from '../ui/clock.tsx'

type Planned = Extract<UnsentReply['thenAct'], { kind: 'hand-off' }>

/** Whom nobody else may know is a team like any. */
const askedWords = (asked: Planned['asked']): string =>
  asked === null ? 'a team is asked in private' : `${asked.team?.name ?? 'a team that is gone'} is asked`

/** What is done to the ticket with a reply. */
export function ThenWords({ act }: { act: UnsentReply['thenAct'] }) {
  if (act === null) return null
  if (act.kind === 'resolve') return <>; the ticket is resolved with it</>
  if (act.kind === 'hand-off') return <>; {askedWords(act.asked)} with it</>
  return (
    <>
      ; the ticket is snoozed until <Moment at={act.until} />
    </>
  )
}
