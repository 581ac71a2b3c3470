import { methodKinds } from '@bellwether/contract/pager-pages.ts'
import type { Context } from '../../platform/context.ts'
import { type Carrier, smsBy, voiceBy } from './carrier.ts'
import type { ChannelKind } from '../methods/contact-method.store.ts'
import { ircAddressOf, type IrcSettings } from '../irc/irc-address.ts'
import { type Irc, openIrc } from '../irc/irc.ts'
import type { Channel, HttpKind, Reachable } from './channel.ts'
import { ntfy } from './ntfy.ts'
import { pushKeysOf, type PushKeys, pushWith } from './push.ts'
import { slack } from './slack.ts'
import { webhook } from './webhook.ts'

/** The ways in which pages leave this installation besides mail. */
export interface PageChannels {
  readonly byKind: Readonly<Partial<Record<HttpKind, Channel>>>
  readonly carrier: Carrier | undefined
  readonly pushKeys: PushKeys
  /** Undefined where it is not set. */
  readonly irc: Irc | undefined
}

declare module '../../platform/context.ts' {
  interface Surroundings {
    readonly pageChannels: PageChannels
  }
}

interface Opening extends IrcSettings {
  readonly SUPPORT_ADDRESS: string
  readonly TWILIO_URL: string
  readonly TWILIO_ACCOUNT_SID?: string | undefined
  readonly TWILIO_AUTH_TOKEN?: string | undefined
  readonly TWILIO_FROM?: string | undefined
}

/** Opens the ways that need nothing but the web, texts and calls where a carrier is set, and IRC where its server is. */
export function openPageChannels(settings: Opening, secret: Buffer): PageChannels {
  const carrier = carrierOf(settings)
  const pushKeys = pushKeysOf(secret)
  const byWeb = { webhook, slack, ntfy, push: pushWith(pushKeys, `mailto:${settings.SUPPORT_ADDRESS}`) }
  const byPhone = carrier && { sms: smsBy(carrier), voice: voiceBy(carrier) }
  const ircAddress = ircAddressOf(settings)
  return { byKind: { ...byWeb, ...byPhone }, carrier, pushKeys, irc: ircAddress && openIrc(ircAddress) }
}

function carrierOf(settings: Opening): Carrier | undefined {
  const { TWILIO_URL: url, TWILIO_ACCOUNT_SID: account, TWILIO_AUTH_TOKEN: token, TWILIO_FROM: from } = settings
  const given = [account, token, from].filter(Boolean)
  if (given.length === 0) return undefined
  if (!account || !token || !from)
    throw new Error(
      'Texts and calls need TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM: set all of them, or none.',
    )
  return { url: url.replace(/\/$/, ''), account, token, from }
}

/** The kinds that can be added here. */
export const openKinds = ({ pageChannels }: Context): ChannelKind[] =>
  methodKinds.filter((kind): kind is ChannelKind => {
    if (kind === 'mail') return false
    return kind === 'irc' ? pageChannels.irc !== undefined : pageChannels.byKind[kind] !== undefined
  })

/** What may be shown of an address: of a nick everything. */
export const shownAddress = (
  { pageChannels }: Pick<Context, 'pageChannels'>,
  method: Pick<Reachable, 'kind' | 'address' | 'label'>,
): string => (method.kind === 'irc' ? method.address : (pageChannels.byKind[method.kind]?.shown(method) ?? ''))
