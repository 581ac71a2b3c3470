import type { Logger } from 'pino'
import type { IrcAddress } from './irc-address.ts'
import { type IrcChannel, openIrcChannels } from './irc-channels.ts'
import { linesOf } from './irc-lines.ts'
import { openIrcQuestions, sameName } from './irc-questions.ts'
import { type Kept, keepConnected } from './keep-connected.ts'
import { type LineQueue, type LineRank, openLineQueue } from './line-queue.ts'
import { NotSaid } from './not-said.ts'

/** What somebody says to us. */
export interface Heard {
  readonly nick: string
  /** From where they say it, as far as the server tells. */
  readonly host: string
  readonly text: string
}

export interface HeardInRoom extends Heard {
  readonly room: string
}

/** One connection to one network. */
export interface IrcConnection {
  /** Resolves when the server has taken every line for somebody who is there; rejects with `NotSaid`. */
  say(target: string, lines: readonly string[], rank: LineRank): Promise<void>
  /** The same in a channel, which is joined first. */
  sayIn(channel: IrcChannel, lines: readonly string[]): Promise<void>
  /** Listens in these channels, and in no others. */
  beIn(channels: readonly IrcChannel[]): void
  /** Why nothing can be said now; undefined where it can. */
  trouble(): string | undefined
  /** As whom we are there. */
  nick(): string
  stop(): void
}

interface Opening {
  readonly address: IrcAddress
  readonly log: Logger
  /** Answers what somebody says to us alone; undefined: with silence. */
  readonly hear: (heard: Heard) => Promise<string | undefined>
  /** The same of what somebody says in a channel. */
  readonly hearInRoom: (heard: HeardInRoom) => Promise<string | undefined>
}

/** Nobody who is not there is asked for again and again. */
const absentMilliseconds = 10_000
/** So many at once are listened to; who says more is not heard. */
const heardAtOnceMax = 20

/** Speaks and listens on one network, for as long as it is not stopped. */
export function openIrcConnection({ address, log, hear, hearInRoom }: Opening): IrcConnection {
  const absent = new Map<string, { why: string; until: number }>()
  const questions = openIrcQuestions()
  const queue: LineQueue = openLineQueue((line) => kept.client().raw(line))
  const channels = openIrcChannels(queue)
  const answer = answeringBy(queue, log)
  const kept: Kept = keepConnected({
    address,
    log,
    listen: (client) => {
      channels.listen(client)
      client.on('pong', ({ message }) => questions.answered(message))
      client.on('irc error', (refusal) => questions.refused(refusal))
      client.on('privmsg', ({ nick, hostname: host, target, message: text }) => {
        const isToUs = sameName(target) === sameName(client.user.nick)
        if (isToUs) void answer(nick, () => hear({ nick, host, text }))
        else if (channels.isIn(target)) void answer(target, () => hearInRoom({ nick, host, text, room: target }))
      })
    },
    lost: (why) => {
      channels.lost()
      queue.clear(new NotSaid(why))
      questions.lost(new NotSaid(why))
    },
  })
  const speak = async (target: string, lines: readonly string[], rank: LineRank): Promise<void> => {
    const written = lines.map((line) => queue.add(line, rank))
    const taken = questions.ask(target, (line) => queue.add(line, rank))
    const [refusal] = await Promise.all([taken, ...written])
    if (refusal === undefined) return
    absent.set(sameName(target), { why: refusal, until: Date.now() + absentMilliseconds })
    throw new NotSaid(refusal)
  }
  const refuseWhatIsInVain = (target: string): void => {
    const trouble = kept.trouble()
    if (trouble !== undefined) throw new NotSaid(trouble)
    const found = absent.get(sameName(target))
    if (found && found.until > Date.now()) throw new NotSaid(found.why)
    absent.delete(sameName(target))
  }
  return {
    say: async (nick, lines, rank) => {
      refuseWhatIsInVain(nick)
      // To who is not there one line is said in vain, and not all of them.
      const [first, ...rest] = lines.map((line) => `PRIVMSG ${nick} :${line}`)
      if (first !== undefined) await speak(nick, [first], rank)
      if (rest.length > 0) await speak(nick, rest, rank)
    },
    sayIn: async (channel, lines) => {
      refuseWhatIsInVain(channel.name)
      const said = lines.map((line) => `PRIVMSG ${channel.name} :${line}`)
      await speak(channel.name, [...channels.entry(channel), ...said], 'room')
    },
    beIn: (wanted) => {
      if (kept.trouble() === undefined) channels.beIn(wanted)
    },
    trouble: kept.trouble,
    nick: () => kept.client().user.nick,
    stop: kept.stop,
  }
}

function answeringBy(queue: LineQueue, log: Logger) {
  let heardNow = 0
  return async (target: string, hear: () => Promise<string | undefined>): Promise<void> => {
    if (target === '' || heardNow >= heardAtOnceMax) return
    heardNow += 1
    try {
      const words = await hear()
      for (const line of words === undefined ? [] : linesOf(words))
        await queue.add(`PRIVMSG ${target} :${line}`, 'answer')
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'somebody on IRC was not answered')
    } finally {
      heardNow -= 1
    }
  }
}
