import type { Logger } from 'pino'
import type { IrcAddress } from './irc-address.ts'
import { type IrcChannel, openIrcChannels } from './irc-channels.ts'
import { linesOf } from './irc-lines.ts'
import { openIrcPresence } from './irc-presence.ts'
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

/** So many at once are listened to; who says more is not heard. */
const heardAtOnceMax = 20
/** So many answers wait for their turn; what comes then is done, and not answered. */
const answersWaitingMax = 20

/** Speaks and listens on one network, for as long as it is not stopped. */
export function openIrcConnection({ address, log, hear, hearInRoom }: Opening): IrcConnection {
  const presence = openIrcPresence()
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
      presence.forget()
      channels.lost()
      queue.clear(new NotSaid(why))
      questions.lost(new NotSaid(why))
    },
  })
  const speak = async (target: string, lines: readonly string[], rank: LineRank): Promise<void> => {
    const written = lines.map((line) => queue.add(line, rank))
    const taken = questions.ask(target, (line) => queue.add(line, rank))
    const [refusal] = await Promise.all([taken, ...written])
    presence.note(target, refusal)
    if (refusal !== undefined) throw new NotSaid(refusal)
  }
  const refuseWhatIsInVain = (target: string): void => {
    const why = kept.trouble() ?? presence.absence(target)
    if (why !== undefined) throw new NotSaid(why)
  }
  return {
    say: async (nick, lines, rank) => {
      refuseWhatIsInVain(nick)
      const said = lines.map((line) => `PRIVMSG ${nick} :${line}`)
      // To who may not be there one line is said in vain, and not all of them.
      const tried = presence.wasSeen(nick) ? [] : said.splice(0, 1)
      if (tried.length > 0) await speak(nick, tried, rank)
      if (said.length > 0) await speak(nick, said, rank)
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
  let waiting = 0
  return async (target: string, hear: () => Promise<string | undefined>): Promise<void> => {
    if (target === '' || heardNow >= heardAtOnceMax) return
    heardNow += 1
    try {
      // While answers wait for their turn others are heard: who acknowledges has done so, though nobody says it.
      const words = await hear().finally(() => (heardNow -= 1))
      if (words === undefined || waiting >= answersWaitingMax) return
      waiting += 1
      const said = linesOf(words).map((line) => queue.add(`PRIVMSG ${target} :${line}`, 'answer'))
      await Promise.all(said).finally(() => (waiting -= 1))
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'somebody on IRC was not answered')
    }
  }
}
