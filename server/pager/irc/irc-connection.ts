import type { Client, Said } from 'irc-framework'
import type { Logger } from 'pino'
import { said } from '@bellwether/contract/said.ts'
import type { IrcAddress } from './irc-address.ts'
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

/** One connection to one network. */
export interface IrcConnection {
  /** Resolves when the server has taken every line for somebody who is there; rejects with `NotSaid`. */
  say(target: string, lines: readonly string[], rank: LineRank): Promise<void>
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
}

/** Nobody who is not there is asked for again and again. */
const absentMilliseconds = 10_000
/** So many at once are listened to; who says more is not heard. */
const heardAtOnceMax = 20

/** Speaks and listens on one network, for as long as it is not stopped. */
export function openIrcConnection({ address, log, hear }: Opening): IrcConnection {
  const absentUntil = new Map<string, number>()
  const questions = openIrcQuestions()
  const queue: LineQueue = openLineQueue((line) => kept.client().raw(line))
  const answer = answeringBy(queue, hear, log)
  const kept: Kept = keepConnected({
    address,
    log,
    listen: (client) => {
      client.on('pong', ({ message }) => questions.answered(message))
      client.on('irc error', (refusal) => questions.refused(refusal))
      client.on('privmsg', (event) => void answer(client, event))
    },
    lost: (why) => {
      queue.clear(new NotSaid(why))
      questions.lost(new NotSaid(why))
    },
  })
  const speak = async (target: string, lines: readonly string[], rank: LineRank): Promise<void> => {
    const written = lines.map((line) => queue.add(`PRIVMSG ${target} :${line}`, rank))
    const taken = questions.ask(target, (line) => queue.add(line, rank))
    const [refusal] = await Promise.all([taken, ...written])
    if (refusal === undefined) return
    absentUntil.set(sameName(target), Date.now() + absentMilliseconds)
    throw new NotSaid(refusal)
  }
  return {
    say: async (target, lines, rank) => {
      const trouble = kept.trouble()
      if (trouble !== undefined) throw new NotSaid(trouble)
      if ((absentUntil.get(sameName(target)) ?? 0) > Date.now()) throw new NotSaid(said`nobody has this nick there`)
      absentUntil.delete(sameName(target))
      // To who is not there one line is said in vain, and not all of them.
      const [first, ...rest] = lines
      if (first !== undefined) await speak(target, [first], rank)
      if (rest.length > 0) await speak(target, rest, rank)
    },
    trouble: kept.trouble,
    nick: () => kept.client().user.nick,
    stop: kept.stop,
  }
}

function answeringBy(queue: LineQueue, hear: Opening['hear'], log: Logger) {
  let heardNow = 0
  return async (client: Client, { nick, hostname, target, message }: Said): Promise<void> => {
    const isToUs = sameName(target) === sameName(client.user.nick) && nick !== ''
    if (!isToUs || heardNow >= heardAtOnceMax) return
    heardNow += 1
    try {
      const words = await hear({ nick, host: hostname, text: message })
      for (const line of words === undefined ? [] : linesOf(words))
        await queue.add(`PRIVMSG ${nick} :${line}`, 'answer')
    } catch (error) {
      log.warn({ error: (error as Error).message }, 'somebody on IRC was not answered')
    } finally {
      heardNow -= 1
    }
  }
}
