import type { AnswerOf, AnyRoute } from '@bellwether/contract/route.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { problemOf, ProblemError, unreachable } from './call.ts'
import { t } from './ui/words.ts'

interface Upload {
  readonly input: { params?: unknown; query?: unknown }
  readonly file: File
  /** How much of it is there, from 0 to 1. */
  readonly onPart: (part: number) => void
  readonly signal: AbortSignal
}

/** A system may call a file anything. */
const isType = /^[\w.+-]+\/[\w.+-]+$/

/** Sends a file to a streamed route, and says how far it is, which `fetch` does not. */
export function upload<R extends AnyRoute>(route: R, { input, file, onPart, signal }: Upload): Promise<AnswerOf<R>> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(route.method, urlOf(route, input))
    request.setRequestHeader('accept', 'application/json')
    request.setRequestHeader('content-type', isType.test(file.type) ? file.type : 'application/octet-stream')
    request.upload.onprogress = ({ loaded, total }) => onPart(total === 0 ? 0 : loaded / total)
    request.onload = () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText) as AnswerOf<R>)
      else reject(new ProblemError(problemOf(request.responseText, request.status)))
    }
    request.onerror = () => reject(new ProblemError(unreachable))
    request.onabort = () => reject(new DOMException(t`It was stopped.`, 'AbortError'))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}
