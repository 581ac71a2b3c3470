import type { Logger } from 'pino'
import type { Context } from '../../platform/context.ts'
import { answerInRoom } from '../rooms/answer-in-room.ts'
import { listChannels } from '../rooms/rooms.ts'
import { answerByIrc } from './answer-by-irc.ts'
import { openIrcConnection } from './irc-connection.ts'
import type { Irc } from './irc.ts'

/** In real time: whoever has the lease is on IRC soon after it was lost elsewhere. */
const lookMilliseconds = 1000

interface Keeping {
  readonly irc: Irc
  /** Whether IRC is this process's; rejects where that cannot be found out. */
  readonly isOurs: () => Promise<boolean>
  /** Begins to take what waits for IRC, and ends it. */
  readonly queue: { begin(): Promise<void>; end(): Promise<void> }
  readonly log: Logger
  readonly contextFor: (job: string) => Context
}

/**
 * Is on IRC while this process holds the lease for it, and sends what waits for it: of several processes one does, and
 * another when that one is gone. What was not sent by then is tried again like any notification.
 */
export function keepIrc(keeping: Keeping): { stop(): Promise<void> } {
  const { irc } = keeping
  let timer: NodeJS.Timeout | undefined
  let isStopping = false
  const look = async (): Promise<void> => {
    // Who cannot ask whose it is speaks no more: it may be another's.
    const isOurs = await keeping.isOurs().catch(() => false)
    if (isOurs && !isStopping && !irc.connection) await begin(keeping)
    if (!isOurs && irc.connection) await end(keeping)
    irc.connection?.beIn(await listChannels(keeping.contextFor('pager.list-channels')))
  }
  let looking = Promise.resolve()
  const turn = (): void => {
    looking = look()
      .catch((error: unknown) => keeping.log.error({ error: String(error) }, 'nobody could see to IRC'))
      .finally(() => {
        if (!isStopping) timer = setTimeout(turn, lookMilliseconds)
      })
  }
  turn()
  return {
    stop: async () => {
      isStopping = true
      clearTimeout(timer)
      await looking
      await end(keeping)
    },
  }
}

async function begin({ irc, queue, log, contextFor }: Keeping): Promise<void> {
  irc.connection = openIrcConnection({
    address: irc.address,
    log,
    hear: (heard) => answerByIrc(contextFor('pager.take-answer'), heard),
    hearInRoom: (heard) => answerInRoom(contextFor('pager.answer-in-room'), heard),
  })
  await queue.begin()
}

async function end({ irc, queue }: Keeping): Promise<void> {
  const { connection } = irc
  if (!connection) return
  irc.connection = undefined
  connection.stop()
  await queue.end()
}
