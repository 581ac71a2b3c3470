import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { followChanges } from '../call.live.ts'
import { useAnnounce } from '../ui/announcer.tsx'
import { t } from '../ui/words.ts'

const wordsOfTopic: Readonly<Record<string, string>> = {
  'desk.ticket-opened': t`A ticket came in.`,
  'desk.customer-wrote': t`A customer wrote.`,
  'desk.ticket-handed-off': t`A ticket was handed off.`,
  'desk.hand-off-ended': t`A hand-off came back.`,
  'desk.clock-breached': t`A clock ran out.`,
  'pager.page-opened': t`Somebody is being paged.`,
  'pager.page-acknowledged': t`A page was acknowledged.`,
  'pager.page-ended': t`A page has ended.`,
  'signals.signal-detected': t`There is a new signal.`,
  'probes.probe-went-down': t`A probe is down.`,
  'incidents.rollback-accepted': t`A rollback was accepted.`,
  'incidents.report-recovered': t`The watched errors are gone.`,
}

/** Keeps every query fresh while the console is open; answers whether it is connected. */
export function useLiveChanges(): boolean {
  const queries = useQueryClient()
  const announce = useAnnounce()
  const [isLive, setIsLive] = useState(true)
  useEffect(
    () =>
      followChanges(queries, {
        onConnected: setIsLive,
        onChange: ({ topic }) => {
          const words = wordsOfTopic[topic]
          if (words !== undefined) announce(words)
        },
      }),
    [queries, announce],
  )
  return isLive
}
