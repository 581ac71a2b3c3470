import type { UnsentReply } from '@bellwether/contract/desk.ts'
import { Moment } from '../ui/clock.tsx'

/** What is done to the ticket with a reply. */
export function ThenWords({ act }: { act: UnsentReply['thenAct'] }) {
  if (act === null) return null
  if (act.kind === 'resolve') return <>; the ticket is resolved with it</>
  return (
    <>
      ; the ticket is snoozed until <Moment at={act.until} />
    </>
  )
}
