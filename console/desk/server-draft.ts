import { keepDraft, listDrafts } from '@bellwether/contract/desk.ts'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { call } from '../call.ts'
import { ask } from '../call.query.ts'
import { keepDraft as writeDraft, readDraft, useDraft } from './draft.ts'

const keepAfterMs = 800
const againAfterMs = 10_000

/** While the server does not have what was written here, this device says so: then it is not taken for old. */
const unkeptKey = (ticketId: string, kind: string): string => `bellwether.unkept.${kind}.${ticketId}`

function noteUnkept(key: string, isUnkept: boolean): void {
  try {
    if (isUnkept) localStorage.setItem(key, '1')
    else localStorage.removeItem(key)
  } catch {
    // The text stays on the screen.
  }
}

function isUnkept(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null
  } catch {
    return true
  }
}

/** A text is written on again; what was begun since stands after it. */
export function goOnWithDraft(ticketId: string, kind: 'reply' | 'note', text: string): void {
  const begun = readDraft(localStorage, ticketId, kind)
  noteUnkept(unkeptKey(ticketId, kind), true)
  const isBegun = begun.trim() !== '' && begun !== text
  writeDraft(localStorage, ticketId, kind, isBegun ? `${text}\n\n${begun}` : text)
}

interface ServerDraft {
  text: string
  setText: (text: string) => void
  /** The server has it: it is there on another device. */
  isKept: boolean
}

const draftsOf = (ticketId: string) => ask(listDrafts, { params: { ticketId } })

/** What somebody writes on a ticket: kept on this device at once, and on the server within a second. */
export function useServerDraft(ticketId: string, kind: 'reply' | 'note'): ServerDraft {
  const [text, setText] = useDraft(ticketId, kind)
  const queries = useQueryClient()
  const key = unkeptKey(ticketId, kind)
  const drafts = useQuery({ ...draftsOf(ticketId), refetchOnMount: 'always', refetchOnWindowFocus: 'always' })
  const kept = drafts.data?.items.find((one) => one.kind === kind)?.text ?? ''

  // What was written on another device, unless something newer is here.
  const adopt = useRef(setText)
  const latest = useRef(text)
  useEffect(() => {
    adopt.current = setText
    latest.current = text
  })
  const isAsked = drafts.isFetchedAfterMount
  useEffect(() => {
    if (isAsked && !isUnkept(key)) adopt.current(kept)
  }, [isAsked, kept, key])

  const [again, setAgain] = useState(0)
  useEffect(() => {
    if (!isAsked || text === kept || !isUnkept(key)) return undefined
    const keep = async (): Promise<void> => {
      const { at } = await call(keepDraft, { params: { ticketId, kind }, body: { text } })
      // What was typed while it was on its way is kept by the next one.
      if (latest.current === text) noteUnkept(key, false)
      queries.setQueryData(draftsOf(ticketId).queryKey, (before) => {
        const others = (before?.items ?? []).filter((one) => one.kind !== kind)
        return { ticketId, items: text.trim() === '' ? others : [...others, { kind, text, at }] }
      })
    }
    let retry: ReturnType<typeof setTimeout> | undefined
    const timer = setTimeout(() => {
      keep().catch(() => (retry = setTimeout(() => setAgain(again + 1), againAfterMs)))
    }, keepAfterMs)
    return () => {
      clearTimeout(timer)
      clearTimeout(retry)
    }
  }, [isAsked, text, kept, key, again, ticketId, kind, queries])

  return {
    text,
    isKept: text === kept,
    setText: (next) => {
      noteUnkept(key, true)
      setText(next)
    },
  }
}
