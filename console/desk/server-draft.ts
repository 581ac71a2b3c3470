import { keepDraft, listBegun } from '@bellwether/contract/desk.ts'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { refresh } from '../call.query.ts'
import { call } from '../call.ts'
import { draftsOf } from './drafts.query.ts'
import { keepDraft as writeDraft, readDraft, tellDraft, useDraft } from './draft.ts'

type Kind = 'reply' | 'note'

const keepAfterMs = 800
const againAfterMs = 10_000

/** A text is written on again; what was begun since stands after it. The server has neither as yet. */
export function goOnWithDraft(ticketId: string, kind: Kind, text: string): void {
  const begun = readDraft(localStorage, ticketId, kind)
  const isBegun = begun.trim() !== '' && begun !== text
  writeDraft(localStorage, ticketId, kind, isBegun ? `${text}\n\n${begun}` : text)
  writeDraft(localStorage, ticketId, `kept-${kind}`, '')
  tellDraft(ticketId)
}

/** It waits to be said: no field shows it, wherever its writer is by now. That the server has it no more goes there later. */
export function leaveDraft(ticketId: string, kind: Kind): void {
  writeDraft(localStorage, ticketId, kind, '')
  tellDraft(ticketId)
}

interface ServerDraft {
  text: string
  setText: (text: string) => void
  /** The server has it: it is there on another device. */
  isKept: boolean
  /** It was said: neither side has it any more. */
  forget: () => void
}

/**
 * What somebody writes on a ticket: kept on this device at once, and on the server within a second. What this field and
 * the server had in common last tells what is newer: a text that is still that one follows the server, any other one is
 * typed here and goes there.
 */
export function useServerDraft(ticketId: string, kind: Kind): ServerDraft {
  const [text, setText] = useDraft(ticketId, kind)
  const [common, setCommon] = useCommon(ticketId, kind)
  const drafts = useQuery({ ...draftsOf(ticketId), refetchOnMount: 'always', refetchOnWindowFocus: 'always' })
  const isAsked = drafts.isFetchedAfterMount && drafts.isSuccess
  const there = drafts.data?.items.find((one) => one.kind === kind)?.text ?? ''

  const latest = useRef({ text, common, setText, setCommon })
  useEffect(() => void (latest.current = { text, common, setText, setCommon }))
  useEffect(() => {
    if (!isAsked) return
    const { current } = latest
    if (current.text === current.common) current.setText(there)
    current.setCommon(there)
  }, [isAsked, there])

  const { mutate, isPending, isError, submittedAt } = useKeeping(ticketId, kind)
  const isNewer = isAsked && text !== common
  useEffect(() => {
    if (!isNewer) return undefined
    const timer = setTimeout(() => mutate(text), isError ? againAfterMs : keepAfterMs)
    return () => clearTimeout(timer)
  }, [isNewer, text, mutate, isError, submittedAt])

  const forget = (): void => {
    setText('')
    setCommon('')
    // What is on its way there might come after what was said.
    if (isPending) mutate('')
  }
  return { text, setText, isKept: text === common, forget }
}

/** Kept over a reload, with the text. */
function useCommon(ticketId: string, kind: Kind): [common: string, setCommon: (common: string) => void] {
  const [common, setCommon] = useState(() => readDraft(localStorage, ticketId, `kept-${kind}`))
  return [
    common,
    (next) => {
      writeDraft(localStorage, ticketId, `kept-${kind}`, next)
      setCommon(next)
    },
  ]
}

/** Puts a text on the server, one after the other: none that is older comes last. */
function useKeeping(ticketId: string, kind: Kind) {
  const queries = useQueryClient()
  const { queryKey } = draftsOf(ticketId)
  return useMutation({
    scope: { id: `draft ${kind} ${ticketId}` },
    mutationFn: (text: string) => call(keepDraft, { params: { ticketId, kind }, body: { text } }),
    onSuccess: async ({ at }, text) => {
      // An answer that is under way does not know of it.
      await queries.cancelQueries({ queryKey })
      // Whether anything is begun is told on every screen.
      const was = queries.getQueryData(queryKey)?.items.some((one) => one.kind === kind) === true
      if (was !== (text.trim() !== '')) void refresh(queries, listBegun.path)
      queries.setQueryData(queryKey, (before) => {
        const others = (before?.items ?? []).filter((one) => one.kind !== kind)
        const items = text.trim() === '' ? others : [...others, { kind, text, at }]
        return { ticketId, items, files: before?.files ?? [] }
      })
    },
  })
}
