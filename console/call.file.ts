import { problemOf, ProblemError, unreachable } from './call.ts'

/** The bytes of a file of this server, which is asked for by its path. */
export async function fetchFile(path: string): Promise<ArrayBuffer> {
  const answer = await fetch(path, { credentials: 'same-origin' }).catch(() => {
    throw new ProblemError(unreachable)
  })
  if (!answer.ok) throw new ProblemError(problemOf(await answer.text(), answer.status))
  return answer.arrayBuffer()
}
