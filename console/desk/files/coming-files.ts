import type { DraftFile } from '@bellwether/contract/draft-file.ts'
import { fileBytesMax, filesMax } from '@bellwether/contract/file-limits.ts'
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { ProblemError } from '../../call.ts'
import { bringFile } from './bring-file.ts'
import { bytesOf } from '../../ui/figures.ts'
import { t } from '../../ui/words.ts'
import { draftsOf } from '../drafts.query.ts'

type Kind = DraftFile['kind']

/** A file on its way to the server. */
export interface ComingFile {
  readonly key: string
  readonly file: File
  /** How much of it is there, from 0 to 1. */
  readonly part: number
  /** The connection is lost: it goes on when that is back. */
  readonly isHeld: boolean
  /** Why it did not come; null while it may. */
  readonly problem: string | null
  /** It may come the next time. */
  readonly mayComeLater: boolean
  readonly stop: AbortController
}

interface Draft {
  readonly ticketId: string
  readonly kind: Kind
}

const keyOf = ({ ticketId, kind }: Draft) => ['coming-files', ticketId, kind] as const
/** One after the other: whoever works meanwhile has connections left. */
let last: Promise<void> = Promise.resolve()
let count = 0

function change(queries: QueryClient, draft: Draft, next: (coming: readonly ComingFile[]) => readonly ComingFile[]) {
  queries.setQueryData<readonly ComingFile[]>(keyOf(draft), (coming = []) => next(coming))
}

/** Files that are put to a draft: they go on coming while the reader looks at something else. */
export function useComingFiles(draft: Draft) {
  const queries = useQueryClient()
  const { data: coming = [] } = useQuery<readonly ComingFile[]>({
    queryKey: keyOf(draft),
    queryFn: () => [],
    staleTime: 'static',
    gcTime: Infinity,
  })
  const remove = (key: string): void => change(queries, draft, (all) => all.filter((one) => one.key !== key))
  const add = (files: readonly File[]): readonly File[] => {
    const named: File[] = []
    for (const given of files) {
      const file = withOwnName(given, [...namesOf(queries, draft), ...named.map(({ name }) => name)])
      named.push(file)
      const problem = refusalOf(file, [...keptOf(queries, draft), ...comingOf(queries, draft)])
      const one = {
        key: String((count += 1)),
        file,
        part: 0,
        isHeld: false,
        problem,
        mayComeLater: file.size > 0 && file.size <= fileBytesMax,
        stop: new AbortController(),
      }
      change(queries, draft, (all) => [...all, one])
      if (problem === null) last = last.then(() => bring(queries, draft, one))
    }
    return named
  }
  return {
    coming,
    add,
    stop: ({ key, stop }: ComingFile): void => {
      stop.abort()
      remove(key)
    },
    again: ({ key, file }: ComingFile): void => {
      remove(key)
      add([file])
    },
  }
}

/** A text names an image by its file: two of one draft have two names. Whatever is pasted is `image.png`. */
function withOwnName(file: File, taken: readonly string[]): File {
  const [, stem = 'file', end = ''] = /^(.+?)(\.\w{1,10})?$/.exec(file.name) ?? []
  let name = file.name || stem
  for (let count = 2; taken.includes(name); count += 1) name = `${stem}-${count}${end}`
  return name === file.name ? file : new File([file], name, { type: file.type, lastModified: file.lastModified })
}

const namesOf = (queries: QueryClient, { ticketId, kind }: Draft): string[] => [
  ...(queries.getQueryData(draftsOf(ticketId).queryKey)?.files ?? [])
    .filter((one) => one.kind === kind)
    .map(({ fileName }) => fileName),
  ...(queries.getQueryData<readonly ComingFile[]>(keyOf({ ticketId, kind })) ?? []).map(({ file }) => file.name),
]

const keptOf = (queries: QueryClient, { ticketId, kind }: Draft): number[] =>
  (queries.getQueryData(draftsOf(ticketId).queryKey)?.files ?? [])
    .filter((one) => one.kind === kind)
    .map(({ sizeBytes }) => sizeBytes)

const comingOf = (queries: QueryClient, draft: Draft): number[] =>
  (queries.getQueryData<readonly ComingFile[]>(keyOf(draft)) ?? [])
    .filter(({ problem }) => problem === null)
    .map(({ file }) => file.size)

/** What the server would refuse is not sent to it. */
function refusalOf(file: File, others: readonly number[]): string | null {
  const sum = others.reduce((bytes, one) => bytes + one, file.size)
  if (file.size === 0) return t`It is empty.`
  if (others.length >= filesMax) return t`One message has ${filesMax} files at most.`
  if (sum > fileBytesMax)
    return t`The files of one message have ${bytesOf(fileBytesMax)} together at most: most mail servers take no more.`
  return null
}

async function bring(queries: QueryClient, draft: Draft, { key, file, stop }: ComingFile): Promise<void> {
  if (stop.signal.aborted) return
  const note = (news: Partial<ComingFile>): void =>
    change(queries, draft, (all) => all.map((one) => (one.key === key ? { ...one, ...news } : one)))
  const { ticketId } = draft
  try {
    const kept = await bringFile({
      ...draft,
      file,
      signal: stop.signal,
      onPart: (part) => note({ part }),
      onHeld: (isHeld) => note({ isHeld }),
    })
    const { queryKey } = draftsOf(ticketId)
    // An answer that is under way does not know of it.
    await queries.cancelQueries({ queryKey })
    queries.setQueryData(queryKey, (before) => {
      const files = (before?.files ?? []).filter(({ id }) => id !== kept.id)
      return { ticketId, items: before?.items ?? [], files: [...files, kept] }
    })
    change(queries, draft, (all) => all.filter((one) => one.key !== key))
  } catch (error) {
    if (stop.signal.aborted) return
    const isRefused = error instanceof ProblemError && error.problem.status >= 400 && error.problem.status < 500
    note({ problem: error instanceof ProblemError ? wordsOf(error) : t`It did not come.`, mayComeLater: !isRefused })
  }
}

const wordsOf = ({ problem }: ProblemError): string => problem.detail ?? problem.title
