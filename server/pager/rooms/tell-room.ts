import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { sendJobs } from '../../platform/jobs/send-jobs.ts'
import type { JobKind } from '../../platform/jobs/start-jobs.ts'
import { postOutside, PostRefused } from '../../platform/net/post-outside.ts'
import { sayTo } from '../../people/people.ts'
import { isOurFault } from '../channels/channel.ts'
import { linesOf } from '../irc/irc-lines.ts'
import { NotSaid } from '../irc/not-said.ts'
import { budget, bundled, failuresMax, pauseSeconds } from './room-lines.rules.ts'
import { roomLines } from './room-lines.ts'
import * as store from './room.store.ts'
import { roomJob, roomQueues } from './tell-rooms.ts'

/** Longer than anybody takes to say something there. */
const speakingSeconds = 60

/** Says in a room what waits for it, in its order. */
export const tellRoomJob: JobKind = { queue: roomQueues.webhook, workers: 2, spares: 10, verb: tellRoom }
/** The same for channels of IRC: the process that is there alone works this queue. */
export const tellIrcRoomJob: JobKind = { queue: roomQueues.irc, verb: tellRoom }

async function tellRoom(ctx: Context, { roomId = '' }: Record<string, string>): Promise<void> {
  if ((await store.findWords(ctx, roomId)).length === 0) return
  const room = await store.takeRoom(ctx, roomId, { forSeconds: speakingSeconds, countSeconds: budget.seconds })
  if (!room) return lookAgain(ctx, roomId)
  if (room.spoken >= budget.lines) return holdUntilNextMinute(ctx, room)
  const words = await store.findWords(ctx, roomId)
  const lines = bundled(await roomLines(ctx, room, words), (count) => {
    const say = sayTo({ language: room.language })
    return say`and ${count} more: ${`${ctx.baseUrl}/on-call`}`
  })
  const failure = lines.length === 0 ? undefined : await speak(ctx, room, lines)
  await inTransaction(ctx, async (ctx) => {
    const isOld = failure && (failure.isFinal || room.failures >= failuresMax)
    if (!failure || isOld)
      await store.deleteWords(
        ctx,
        words.map(({ place }) => place),
      )
    if (!failure) await store.noteSaid(ctx, room.id, lines.length)
    else await store.noteUnsaid(ctx, room.id, { error: failure.why, forSeconds: pauseSeconds(room.failures) })
    // What came meanwhile found the room taken.
    await lookAgain(ctx, room.id)
  })
}

/** A look later, by one who found that the room was not free; it finds nothing where nothing waits by then. */
async function lookAgain(ctx: Context, roomId: string): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const room = await store.findRoom(ctx, roomId)
    if (!room || (await store.findWords(ctx, roomId)).length === 0) return
    const seconds = await store.takeLook(ctx, roomId)
    if (seconds !== undefined) await sendJobs(ctx, [{ ...roomJob(room), startAfterSeconds: seconds }])
  })
}

/** It was told enough for now: what comes is said together when the minute is over. */
async function holdUntilNextMinute(ctx: Context, { id, spokenFrom }: store.RoomRow): Promise<void> {
  const passed = (Date.now() - (spokenFrom?.getTime() ?? 0)) / 1000
  await inTransaction(ctx, async (ctx) => {
    await store.holdRoom(ctx, id, Math.max(1, Math.ceil(budget.seconds - passed)))
    await lookAgain(ctx, id)
  })
}

interface Failure {
  readonly why: string
  readonly isFinal: boolean
}

const speak = (ctx: Context, room: store.RoomRow, lines: readonly string[]): Promise<Failure | undefined> =>
  room.kind === 'irc' ? speakInChannel(ctx, room, lines) : post(ctx, room, lines)

async function speakInChannel(
  ctx: Context,
  { address, key }: store.RoomRow,
  lines: readonly string[],
): Promise<Failure | undefined> {
  const { irc } = ctx.pageChannels
  if (!irc) return { why: said`IRC needs a server, which is set no more`, isFinal: true }
  try {
    if (!irc.connection) throw new NotSaid(said`another process speaks on IRC now`)
    await irc.connection.sayIn(
      { name: address, key },
      lines.flatMap((line) => linesOf(line)),
    )
    return undefined
  } catch (error) {
    if (error instanceof NotSaid) return { why: error.message, isFinal: false }
    throw error
  }
}

/** As Slack and what is shaped like it takes it; its words of an error may quote the address, so that they are not asked. */
async function post(ctx: Context, { address }: store.RoomRow, lines: readonly string[]): Promise<Failure | undefined> {
  const options = { headers: { 'content-type': 'application/json' }, opened: ctx.openedNetworks }
  const text = lines.map(escaped).join('\n')
  try {
    const status = await postOutside(address, JSON.stringify({ text }), options)
    if (status >= 200 && status < 300) return undefined
    return { why: said`status ${status}`, isFinal: isOurFault(status) }
  } catch (error) {
    if (error instanceof PostRefused) return { why: error.message, isFinal: false }
    throw error
  }
}

/** The three characters that mean something to Slack: without it a title could be a link, or call everyone. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
