import { randomBytes } from 'node:crypto'
import type { Refusal } from 'irc-framework'
import { said } from '@bellwether/contract/said.ts'
import { cleanLine } from './irc-lines.ts'
import { NotSaid } from './not-said.ts'

const answerMilliseconds = 30_000

/** What was asked of the server, which goes through what it is told in order. */
interface Question {
  readonly target: string
  refusal?: string
  readonly done: (refusal: string | undefined) => void
  readonly failed: (error: Error) => void
}

/** Asks a server whether it has taken what it was told: it says no by a number of its own, and yes by going on. */
export interface IrcQuestions {
  /** Resolves when the server has gone through all that it was told before; with why not, where it refused some of it. */
  ask(target: string, write: (line: string) => Promise<void>): Promise<string | undefined>
  answered(token: string): void
  refused(refusal: Refusal): void
  lost(error: Error): void
}

export const sameName = (name: string): string => name.toLowerCase()

export function openIrcQuestions(): IrcQuestions {
  const open = new Map<string, Question>()
  return {
    ask: async (target, write) => {
      const token = randomBytes(8).toString('hex')
      const { promise, resolve, reject } = Promise.withResolvers<string | undefined>()
      // The connection may be lost before anybody waits for it.
      promise.catch(() => undefined)
      open.set(token, { target: sameName(target), done: resolve, failed: reject })
      let silence: NodeJS.Timeout | undefined
      try {
        await write(`PING ${token}`)
        silence = setTimeout(() => reject(new NotSaid(said`the IRC server does not answer`)), answerMilliseconds)
        return await promise
      } finally {
        clearTimeout(silence)
        open.delete(token)
      }
    },
    answered: (token) => {
      const one = open.get(token)
      one?.done(one.refusal)
    },
    refused: ({ nick, channel, reason, error }) => {
      const target = sameName(nick ?? channel ?? '')
      const why =
        error === 'no_such_nick'
          ? said`nobody has this nick there`
          : said`the IRC server says: ${cleanLine(reason ?? error)}`
      for (const one of open.values()) if (one.target === target) one.refusal ??= why
    },
    lost: (error) => {
      for (const one of open.values()) one.failed(error)
    },
  }
}
