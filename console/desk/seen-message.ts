import { useState } from 'react'

interface SeenMessage {
  id: string
  /** A newer message came while something was being written. */
  isBehind: boolean
  look: () => void
}

/** The newest message the writer has seen: it stands still while they write, until they look. */
export function useSeenMessage(newestId: string, isWriting: boolean): SeenMessage {
  const [seenId, setSeenId] = useState(newestId)
  if (!isWriting && seenId !== newestId) setSeenId(newestId)
  return { id: seenId, isBehind: isWriting && seenId !== newestId, look: () => setSeenId(newestId) }
}
