/** The parts of it that we use; it ships no types. */
declare module 'irc-framework' {
  interface Said {
    /** Empty where the server itself says it. */
    readonly nick: string
    readonly hostname: string
    readonly target: string
    readonly message: string
  }

  interface Refusal {
    readonly error: string
    readonly nick?: string
    readonly channel?: string
    readonly reason?: string
  }

  interface ClientEvents {
    registered: { readonly nick: string }
    close: boolean
    'socket close': NodeJS.ErrnoException | false
    'sasl failed': { readonly reason: string }
    'nick in use': { readonly nick: string }
    'nick invalid': { readonly nick: string; readonly reason: string }
    pong: { readonly message: string }
    'irc error': Refusal
    privmsg: Said
    notice: Said
    join: { readonly nick: string; readonly channel: string }
    part: { readonly nick: string; readonly channel: string }
    kick: { readonly kicked: string; readonly channel: string }
  }

  interface ClientOptions {
    readonly host: string
    readonly port: number
    readonly tls?: boolean
    readonly rejectUnauthorized?: boolean
    readonly nick: string
    readonly username?: string
    readonly gecos?: string
    readonly version?: string
    readonly password?: string
    readonly account?: { readonly account?: string; readonly password?: string }
    readonly sasl_disconnect_on_fail?: boolean
    readonly auto_reconnect?: boolean
    readonly ping_interval?: number
    readonly ping_timeout?: number
  }

  class Client {
    readonly user: { readonly nick: string }
    connect(options: ClientOptions): void
    on<Name extends keyof ClientEvents>(name: Name, listen: (event: ClientEvents[Name]) => void): void
    removeAllListeners(): void
    raw(line: string): void
    say(target: string, text: string): void
    join(channel: string, key?: string): void
    changeNick(nick: string): void
    quit(message?: string): void
  }

  const framework: { readonly Client: typeof Client }
  export default framework
  export type { Client, ClientOptions, Said, Refusal }
}
