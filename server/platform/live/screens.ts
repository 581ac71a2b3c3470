import type { ServerResponse } from 'node:http'
import { type LiveChange, mayHear } from '@bellwether/contract/live.ts'
import type { Permission } from '@bellwether/contract/permissions.ts'
import type { Actor } from '../context.ts'

/** A screen that has not read so much of what it was sent is closed: it comes back and asks again. */
const unreadBytesMax = 256 * 1024

/** Somebody may do more or less than before. */
export const rightsTopic = 'people.rights-changed'

/** One open stream, and who sits before it. */
export interface Screen {
  readonly response: ServerResponse
  /** Asks again who this is: sessions end and roles change while a stream is open. */
  readonly identify: () => Promise<Actor>
  actor: Actor
}

/** Sends a frame, unless the screen does not read. */
function write({ response }: Screen, frame: string): void {
  if (response.writableLength > unreadBytesMax) response.destroy()
  else response.write(frame)
}

/** Shows everyone those of the changes that they may read of. */
export function showChanges(screens: ReadonlySet<Screen>, changes: readonly LiveChange[]): void {
  const topics = [...new Set(changes.map(({ topic }) => topic))]
  // Most screens may hear the same: their frame is written once.
  const frames = new Map<string, string | undefined>()
  for (const screen of screens) {
    if (!('permissions' in screen.actor)) continue
    const { permissions } = screen.actor
    const heard = topics.filter((topic) => mayHear(topic, permissions))
    const key = heard.join(' ')
    if (!frames.has(key)) frames.set(key, frameOf(changes, new Set(heard)))
    const frame = frames.get(key)
    if (frame !== undefined) write(screen, frame)
  }
}

function frameOf(changes: readonly LiveChange[], heard: ReadonlySet<string>): string | undefined {
  const shown = changes.filter(({ topic }) => heard.has(topic))
  return shown.length === 0 ? undefined : `data: ${JSON.stringify({ changes: shown })}\n\n`
}

/** Finds out anew who sits before each screen: says that the line is alive, or that their rights are others or gone. */
export async function checkScreens(screens: ReadonlySet<Screen>): Promise<void> {
  await Promise.all(
    [...screens].map(async (screen) => {
      const before = rightsOf(screen.actor)
      screen.actor = await screen.identify()
      if (screen.actor.kind === 'nobody') screen.response.end('event: signed-out\ndata: {}\n\n')
      else if (before.symmetricDifference(rightsOf(screen.actor)).size === 0) write(screen, ': still here\n\n')
      // Told to whom it concerns, whatever they may hear of: the screen asks again what it may show.
      else write(screen, `data: ${JSON.stringify({ changes: [{ topic: rightsTopic, ids: {} }] })}\n\n`)
    }),
  )
}

const rightsOf = (actor: Actor): ReadonlySet<Permission> => ('permissions' in actor ? actor.permissions : new Set())
