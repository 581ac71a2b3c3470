import type { Settings } from '../platform/config/settings.ts'
import { findRunning } from './running-server.ts'

/** Where a command asks a server, as the program whose token it has. */
export interface ServerDoor {
  readonly url: string
  readonly token: string
}

const patienceMilliseconds = 15_000

/** The server of BELLWETHER_URL, or the one that runs on the data folder; undefined without it, or without a token. */
export async function serverDoor(settings: Settings): Promise<ServerDoor | undefined> {
  const token = settings.BELLWETHER_TOKEN
  const url = settings.BELLWETHER_URL ?? (await findRunning(settings.BELLWETHER_DATA))?.url
  return token === undefined || url === undefined ? undefined : { url, token }
}

/** Asks a server, by POST where there is a body. Throws with what it says when it refuses. */
export async function askServer({ url, token }: ServerDoor, path: string, body?: unknown): Promise<unknown> {
  const response = await fetch(new URL(path, url), {
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patienceMilliseconds),
  })
  const answer = (await response.json()) as { title?: string; detail?: string; errors?: { detail: string }[] }
  if (response.ok) return answer
  const mere = answer.detail ?? answer.title ?? `the server answered ${response.status}`
  throw new Error(answer.errors?.map(({ detail }) => detail).join(' ') ?? mere)
}
