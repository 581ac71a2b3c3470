import { useEffect, useRef, useState } from 'react'

export type DraftKind =
  | 'reply'
  | 'note'
  | 'answer'
  | 'question'
  | 'new-ticket'
  | 'new-own-ticket'
  | 'reply-many'
  | 'left-out'
  | 'question-choices'
  | 'forward'
  | 'forward-to'
  | 'kept-reply'
  | 'kept-note'
  | WordKind
/** What may be said about a question. */
export type WordKind = 'ask-back' | 'decline' | 'reply-to-team' | 'team-note'
export type DraftStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

const keyOf = (ticketId: string, kind: DraftKind): string => `bellwether.draft.${kind}.${ticketId}`

export function readDraft(storage: DraftStorage, ticketId: string, kind: DraftKind): string {
  try {
    return storage.getItem(keyOf(ticketId, kind)) ?? ''
  } catch {
    return ''
  }
}

/** Keeps what is being written; an empty text leaves nothing behind. A full or forbidden storage loses only the copy. */
export function keepDraft(storage: DraftStorage, ticketId: string, kind: DraftKind, text: string): void {
  try {
    if (text.trim() === '') storage.removeItem(keyOf(ticketId, kind))
    else storage.setItem(keyOf(ticketId, kind), text)
  } catch {
    // The text stays on the screen.
  }
}

const draftTold = 'bellwether:draft'

/** A field that shows what is written on this ticket follows what was put there. */
export const tellDraft = (ticketId: string): void =>
  void window.dispatchEvent(new CustomEvent(draftTold, { detail: ticketId }))

const keepAfterMs = 400

/** Text that survives a reload until it is sent. */
export function useDraft(ticketId: string, kind: DraftKind): [text: string, setText: (text: string) => void] {
  const [text, setText] = useState(() => readDraft(localStorage, ticketId, kind))
  useEffect(() => {
    if (text === '') {
      keepDraft(localStorage, ticketId, kind, '')
      return undefined
    }
    const keep = (): void => keepDraft(localStorage, ticketId, kind, text)
    const timer = setTimeout(keep, keepAfterMs)
    window.addEventListener('pagehide', keep)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('pagehide', keep)
    }
  }, [ticketId, kind, text])
  useEffect(() => {
    const follow = (event: Event): void => {
      if ((event as CustomEvent<string>).detail === ticketId) setText(readDraft(localStorage, ticketId, kind))
    }
    window.addEventListener(draftTold, follow)
    return () => window.removeEventListener(draftTold, follow)
  }, [ticketId, kind])
  // Whoever leaves sooner loses nothing.
  const latest = useRef(text)
  useEffect(() => {
    latest.current = text
  })
  useEffect(() => () => keepDraft(localStorage, ticketId, kind, latest.current), [ticketId, kind])
  return [text, setText]
}
