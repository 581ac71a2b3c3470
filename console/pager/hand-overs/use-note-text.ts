import type { HandOverNote } from '@bellwether/contract/pager-hand-overs.ts'
import { useState } from 'react'
import { followed, type SavedText, type WrittenText } from './note-text.ts'

/** What is written on a note: what is not saved is kept on this device, so that a reload or a crash loses none of it. */
export function useNoteText(note: HandOverNote | null, of: string) {
  const key = `hand-over ${of}`
  const saved: SavedText = { id: note?.id ?? null, version: note?.version ?? 0, text: note?.text ?? '' }
  const [written, setWritten] = useState<WrittenText>(() => readKept(key) ?? { text: saved.text, from: saved })
  const { isCrossed, text, from } = followed(written, saved)
  if (text !== written.text || from !== written.from) setWritten({ text, from })
  const keep = (next: WrittenText): void => {
    setWritten(next)
    if (next.text === next.from.text) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(next))
  }
  return {
    text,
    version: from.version,
    isUnsaved: text !== from.text,
    /** What somebody else wrote meanwhile; null where nobody did. */
    theirs: isCrossed ? note : null,
    write: (value: string): void => keep({ text: value, from }),
    /** Goes on from what somebody else wrote. */
    goOn: (value: string): void => keep({ text: value, from: saved }),
    saved: (answer: HandOverNote): void => keep({ text: answer.text, from: answer }),
  }
}

function readKept(key: string): WrittenText | undefined {
  const kept = localStorage.getItem(key)
  return kept === null ? undefined : (JSON.parse(kept) as WrittenText)
}
