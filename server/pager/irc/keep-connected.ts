import framework, { type Client } from 'irc-framework'
import type { Logger } from 'pino'
import { said } from '@bellwether/contract/said.ts'
import type { IrcAddress } from './irc-address.ts'
import { cleanLine } from './irc-lines.ts'

const pauses = { first: 1000, longest: 30_000 }
const nickAgainMilliseconds = 30_000

interface Keeping {
  readonly address: IrcAddress
  readonly log: Logger
  /** Subscribes to a connection that is being made. */
  readonly listen: (client: Client) => void
  /** What was on its way is lost. */
  readonly lost: (why: string) => void
}

export interface Kept {
  client(): Client
  /** Why nothing can be said now; undefined where it can. */
  trouble(): string | undefined
  stop(): void
}

/** Connects, and again whenever the connection is lost, until it is stopped. */
export function keepConnected(keeping: Keeping): Kept {
  const { address, log } = keeping
  const now: { client: Client; trouble: string | undefined } = {
    client: new framework.Client(),
    trouble: said`the IRC server was not reached yet`,
  }
  let pause = pauses.first
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const lose = (why: string): void => {
    now.trouble = why
    keeping.lost(why)
  }
  const again = (): void => {
    now.client.removeAllListeners()
    if (isStopped) return
    log.warn({ host: address.host, why: now.trouble }, 'IRC is not connected')
    timer = setTimeout(connect, pause)
    pause = Math.min(pause * 2, pauses.longest)
  }
  const begin = (): void => {
    now.trouble = undefined
    pause = pauses.first
    log.info({ host: address.host, nick: now.client.user.nick }, 'connected to IRC')
  }
  const connect = (): void => {
    now.client = new framework.Client()
    now.client.on('registered', begin)
    now.client.on('close', again)
    listenForTrouble(now.client, { address, lose, trouble: () => now.trouble })
    keeping.listen(now.client)
    now.client.connect(optionsOf(address))
  }
  const nickTimer = setInterval(() => {
    if (now.trouble === undefined && now.client.user.nick !== address.nick) now.client.changeNick(address.nick)
  }, nickAgainMilliseconds).unref()
  connect()
  return {
    client: () => now.client,
    trouble: () => now.trouble,
    stop: () => {
      isStopped = true
      clearTimeout(timer)
      clearInterval(nickTimer)
      lose(said`another process speaks on IRC now`)
      now.client.quit()
    },
  }
}

interface Troubles {
  readonly address: IrcAddress
  readonly lose: (why: string) => void
  readonly trouble: () => string | undefined
}

function listenForTrouble(client: Client, { address, lose, trouble }: Troubles): void {
  const giveUp = (why: string): void => {
    lose(why)
    client.quit()
  }
  client.on('nick in use', ({ nick }) => {
    if (trouble() !== undefined) client.changeNick(otherNick(address, nick))
  })
  client.on('nick invalid', ({ reason }) => giveUp(said`the IRC server does not take our nick: ${cleanLine(reason)}`))
  client.on('sasl failed', () => giveUp(said`the IRC server does not take our account (SASL)`))
  client.on('socket close', (error) => {
    // What was said before tells more than that the connection is closed.
    if (error) lose(said`the IRC server cannot be reached (${error.code ?? error.name})`)
    else if (trouble() === undefined) lose(said`the IRC server cannot be reached`)
  })
}

function optionsOf({ host, port, isTls, nick, password, account }: IrcAddress) {
  return {
    host,
    port,
    nick,
    username: 'bellwether',
    gecos: 'Bellwether',
    // What runs here, and which version of it, is nobody's business.
    version: '',
    ...(isTls && { tls: true, rejectUnauthorized: true }),
    ...(password !== undefined && { password }),
    // Without one of its own the library would offer the password of the server as that of an account.
    account: account ?? {},
    sasl_disconnect_on_fail: true,
    // By itself it comes back only after some seconds of a good connection, and gives up after three times.
    auto_reconnect: false,
    ping_interval: 20,
    ping_timeout: 45,
  }
}

/** A nick like ours that is not taken; of nine characters at most, which is what some servers take. */
function otherNick({ nick }: IrcAddress, taken: string): string {
  const number = Number(/_(\d)$/.exec(taken)?.[1] ?? 0) + 1
  return `${nick.slice(0, 7)}_${number % 10}`
}
