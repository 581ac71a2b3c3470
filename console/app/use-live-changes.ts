import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { followChanges } from '../call.live.ts'
import { useAnnounce } from '../ui/announcer.tsx'

const wordsOfTopic: Readonly<Record<string, string>> = {
  'desk.ticket-opened': 'A ticket came in.',
  'desk.customer-wrote': 'A customer wrote.',
  'desk.ticket-handed-off': 'A ticket was handed off.',
  'desk.hand-off-ended': 'A hand-off came back.',
  'desk.clock-breached': 'A clock ran out.',
  'pager.page-opened': 'Somebody is being paged.',
  'pager.page-acknowledged': 'A page was acknowledged.',
  'pager.page-ended': 'A page has ended.',
  'signals.signal-detected': 'There is a new signal.',
  'incidents.rollback-accepted': 'A rollback was accepted.',
  'incidents.report-recovered': 'The watched errors are gone.',
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
