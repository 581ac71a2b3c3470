import type { ServerResponse } from 'node:http'
import { mayHear } from '@bellwether/contract/live.ts'
import type { Actor } from '../context.ts'

/** A screen that has not read so much of what it was sent is closed: it comes back and asks again. */
const unreadBytesMax = 256 * 1024

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

/** Shows a change to everyone who may read of it. */
export function showChange(screens: ReadonlySet<Screen>, payload: string): void {
  const { topic } = JSON.parse(payload) as { topic: string }
  for (const screen of screens)
    if ('permissions' in screen.actor && mayHear(topic, screen.actor.permissions)) write(screen, `data: ${payload}\n\n`)
}

/** Tells the screens that the line is alive, and closes those whose session has ended. */
export async function checkScreens(screens: ReadonlySet<Screen>): Promise<void> {
  await Promise.all(
    [...screens].map(async (screen) => {
      screen.actor = await screen.identify()
      if (screen.actor.kind === 'nobody') screen.response.end('event: signed-out\ndata: {}\n\n')
      else write(screen, ': still here\n\n')
    }),
  )
}
