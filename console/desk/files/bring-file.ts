import { addFilePart, beginFile } from '@bellwether/contract/desk.ts'
import type { DraftFile } from '@bellwether/contract/draft-file.ts'
import { call, ProblemError, unreachable } from '../../call.ts'
import { upload } from '../../call.upload.ts'

interface Brought {
  readonly ticketId: string
  readonly kind: DraftFile['kind']
  readonly file: File
  readonly signal: AbortSignal
  /** How much of it is there, from 0 to 1. */
  readonly onPart: (part: number) => void
  /** The connection is lost, or is back. */
  readonly onHeld: (isHeld: boolean) => void
}

/** A lost connection costs as much at most. */
const partBytes = 512 * 1024
const againMs = { first: 1000, longest: 15_000 }

/**
 * Sends a file in parts. Where the connection is lost it goes on when that is back, also after a reload when the same file
 * is added again. Rejects where the server refuses it, or where it is stopped.
 */
export async function bringFile(brought: Brought): Promise<DraftFile> {
  const mark = await markOf(brought.file)
  for (let waitMs = againMs.first; ; waitMs = Math.min(waitMs * 2, againMs.longest)) {
    try {
      return await bringRest({ ...brought, mark }, () => {
        waitMs = againMs.first
        brought.onHeld(false)
      })
    } catch (error) {
      brought.signal.throwIfAborted()
      if (!isPassing(error)) throw error
      brought.onHeld(true)
      await untilConnected(waitMs, brought.signal)
    }
  }
}

async function bringRest(
  { ticketId, kind, file, mark, signal, onPart }: Brought & { mark: string },
  onMoved: () => void,
): Promise<DraftFile> {
  const { name, size, type } = file
  const body = { kind, name, sizeBytes: size, contentType: type, mark }
  const begun = await call(beginFile, { params: { id: ticketId }, body })
  // Its last answer was lost: it is there.
  if (begun.file !== null) return begun.file
  for (let from = begun.receivedBytes; ;) {
    onMoved()
    onPart(from / size)
    const part = new File([file.slice(from, from + partBytes)], name)
    const onSent = (sent: number): void => onPart((from + sent * part.size) / size)
    const input = { params: { id: begun.id }, query: { from } }
    const come = await upload(addFilePart, { input, file: part, onPart: onSent, signal })
    if (come.file !== null) return come.file
    from = come.receivedBytes
  }
}

/** What tells it from another file of its name and size: what is in it, as far as this page may reckon that. */
async function markOf(file: File): Promise<string> {
  // Missing where the console is opened by http from another machine.
  if (!('subtle' in crypto)) return String(file.lastModified)
  const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Nothing answered, or not the server, or a part came twice: what is there is asked again. */
const isPassing = (error: unknown): boolean =>
  error instanceof ProblemError && (error.type === unreachable.type || error.type === '/problems/part-out-of-place')

/** So long, or until the browser says that it is connected again. */
const untilConnected = (waitMs: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer)
      window.removeEventListener('online', end)
      signal.removeEventListener('abort', stop)
      resolve()
    }
    const stop = (): void => {
      end()
      reject(signal.reason as Error)
    }
    const timer = setTimeout(end, waitMs)
    window.addEventListener('online', end)
    signal.addEventListener('abort', stop, { once: true })
  })
