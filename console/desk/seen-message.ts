import type { Ticket } from '@bellwether/contract/desk.ts'
import { useState } from 'react'

interface SeenMessage {
  id: string
  /** A newer message of somebody else came while something was being written. */
  isBehind: boolean
  look: () => void
}

/** The newest message the writer has seen: it stands still while they write, until they look; their own they know. */
export function useSeenMessage(
  { newestMessageId: newest, newestFromOthersId: others }: Ticket,
  isWriting: boolean,
): SeenMessage {
  const [seen, setSeen] = useState({ newest, others })
  const isBehind = isWriting && seen.others !== others
  if (!isBehind && seen.newest !== newest) setSeen({ newest, others })
  return { id: seen.newest, isBehind, look: () => setSeen({ newest, others }) }
}
