import type { Client } from 'irc-framework'
import { sameName } from './irc-questions.ts'
import type { LineQueue } from './line-queue.ts'

export interface IrcChannel {
  readonly name: string
  readonly key: string | null
}

/** Where it is let in no more it is tried again, but not at every look. */
const againMilliseconds = 60_000

/** Is in channels, and again after each loss of the connection: the library joins none by itself. */
export interface IrcChannels {
  listen(client: Client): void
  /** Joins these, and leaves all others. */
  beIn(channels: readonly IrcChannel[]): void
  /** What is to be said first to speak in a channel. */
  entry(channel: IrcChannel): string[]
  isIn(name: string): boolean
  lost(): void
}

export function openIrcChannels(queue: LineQueue): IrcChannels {
  const joined = new Set<string>()
  const triedAt = new Map<string, number>()
  const joinLine = ({ name, key }: IrcChannel): string => `JOIN ${name}${key === null ? '' : ` ${key}`}`
  const write = (line: string): void => void queue.add(line, 'room').catch(() => undefined)
  const isTriedLately = (name: string): boolean => Date.now() - (triedAt.get(sameName(name)) ?? 0) < againMilliseconds
  return {
    listen: (client) => {
      const isUs = (nick: string): boolean => sameName(nick) === sameName(client.user.nick)
      client.on('join', ({ nick, channel }) => isUs(nick) && joined.add(sameName(channel)))
      client.on('part', ({ nick, channel }) => isUs(nick) && joined.delete(sameName(channel)))
      client.on('kick', ({ kicked, channel }) => isUs(kicked) && joined.delete(sameName(channel)))
    },
    beIn: (channels) => {
      const wanted = new Map(channels.map((channel) => [sameName(channel.name), channel]))
      for (const name of joined) if (!wanted.has(name)) write(`PART ${name}`)
      for (const [name, channel] of wanted) {
        if (joined.has(name) || isTriedLately(name)) continue
        triedAt.set(name, Date.now())
        write(joinLine(channel))
      }
    },
    entry: (channel) => (joined.has(sameName(channel.name)) ? [] : [joinLine(channel)]),
    isIn: (name) => joined.has(sameName(name)),
    lost: () => {
      joined.clear()
      triedAt.clear()
    },
  }
}
