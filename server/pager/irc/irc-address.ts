import { ircNick } from '@bellwether/contract/pager-methods.ts'

/** A network, and who we are there. */
export interface IrcAddress {
  readonly host: string
  readonly port: number
  readonly isTls: boolean
  readonly nick: string
  /** Of the server, where it lets in only who knows it. */
  readonly password: string | undefined
  /** Proves by SASL whose nick it is. */
  readonly account: { readonly account: string; readonly password: string } | undefined
}

export interface IrcSettings {
  readonly IRC_URL?: string | undefined
  readonly IRC_PASSWORD?: string | undefined
  readonly IRC_SASL_ACCOUNT?: string | undefined
  readonly IRC_SASL_PASSWORD?: string | undefined
}

const standardPorts: Readonly<Record<string, number>> = { 'irc:': 6667, 'ircs:': 6697 }

/** Reads where IRC is; undefined where it is not set. What is wrong is said without the value, which may have a secret in it. */
export function ircAddressOf(settings: IrcSettings): IrcAddress | undefined {
  if (settings.IRC_URL === undefined) return undefined
  const place = placeOf(settings.IRC_URL)
  if (!place)
    throw new Error(
      'IRC_URL is written as ircs://nick@host:6697, or irc:// without TLS; passwords have settings of their own.',
    )
  return { ...place, password: settings.IRC_PASSWORD, account: accountOf(settings) }
}

function placeOf(text: string): Pick<IrcAddress, 'host' | 'port' | 'isTls' | 'nick'> | undefined {
  const url = URL.parse(text)
  const standardPort = standardPorts[url?.protocol ?? '']
  if (url === null || standardPort === undefined || url.hostname === '' || url.password !== '') return undefined
  const nick = decoded(url.username)
  if (!ircNick.test(nick)) return undefined
  const port = url.port === '' ? standardPort : Number(url.port)
  return { host: url.hostname.replaceAll(/^\[|\]$/g, ''), port, isTls: url.protocol === 'ircs:', nick }
}

function accountOf({ IRC_SASL_ACCOUNT: account, IRC_SASL_PASSWORD: password }: IrcSettings): IrcAddress['account'] {
  if (account === undefined && password === undefined) return undefined
  if (account === undefined || password === undefined)
    throw new Error('SASL needs IRC_SASL_ACCOUNT and IRC_SASL_PASSWORD: set both of them, or none.')
  return { account, password }
}

/** A nick may have brackets, which an address writes as percent signs; half of one is no nick. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
