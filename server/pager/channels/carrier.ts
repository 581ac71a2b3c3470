import { createHmac, timingSafeEqual } from 'node:crypto'
import { sayTo, localeOf } from '../../people/people.ts'
import { type Channel, isOurFault, type PageMessage } from './channel.ts'

/** Who carries texts and calls: Twilio, or whoever speaks as it does. */
export interface Carrier {
  readonly url: string
  readonly account: string
  readonly token: string
  /** The number from which they come. */
  readonly from: string
}

/** What a text may be long before it is several. */
const textMax = 320
const spokenMax = 600

/** Where the carrier says what became of a text or a call, and which key was pressed. */
export const carrierPaths = {
  pressed: '/integrations/twilio/pressed',
  reported: '/integrations/twilio/reported',
  texted: '/integrations/twilio/texted',
}

const signedIn = ({ account, token }: Carrier): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`,
  'content-type': 'application/x-www-form-urlencoded',
})

/** The last digits, by which its owner knows a number. */
const shownNumber = ({ address }: { address: string }): string => `${address.slice(0, 3)} … ${address.slice(-3)}`

const callsOf = ({ url, account }: Carrier, what: 'Messages' | 'Calls'): string =>
  `${url}/2010-04-01/Accounts/${encodeURIComponent(account)}/${what}.json`

/** A text, which is answered by a 4 or by its link. */
export const smsBy = (carrier: Carrier): Channel => ({
  shown: shownNumber,
  outgoing: (message, { address }) => ({
    url: callsOf(carrier, 'Messages'),
    body: new URLSearchParams({
      To: address,
      From: carrier.from,
      Body: wordsOf(message),
      StatusCallback: `${message.baseUrl}${carrierPaths.reported}/${message.token}`,
    }).toString(),
    headers: signedIn(carrier),
  }),
  isFinal: isOurFault,
})

function wordsOf(message: PageMessage): string {
  const say = sayTo(message)
  const title = message.title.slice(0, textMax - 200).toWellFormed()
  return `${say`Page: ${title}`}\n${say`Answer 4 to acknowledge, 6 to escalate.`}\n${message.url}`
}

/** A call that reads the page out, and takes a 4 or a 6. */
export const voiceBy = (carrier: Carrier): Channel => ({
  shown: shownNumber,
  outgoing: (message, { address }) => ({
    url: callsOf(carrier, 'Calls'),
    body: new URLSearchParams({
      To: address,
      From: carrier.from,
      Twiml: spoken(message),
      StatusCallback: `${message.baseUrl}${carrierPaths.reported}/${message.token}`,
    }).toString(),
    headers: signedIn(carrier),
  }),
  isFinal: isOurFault,
})

function spoken(message: PageMessage): string {
  const say = sayTo(message)
  const words = `${message.title}. ${message.body}`.slice(0, spokenMax).toWellFormed()
  const what = said(message, say`Bellwether. You are paged: ${words}`)
  const keys = said(message, say`Press 4 to acknowledge, 6 to escalate.`)
  const action = `${message.baseUrl}${carrierPaths.pressed}/${message.token}`
  return `<Response><Gather numDigits="1" timeout="10" action="${escaped(action)}">${what}${keys}${what}${keys}</Gather></Response>`
}

const said = (message: Pick<PageMessage, 'language'>, words: string): string =>
  `<Say language="${localeOf(message)}">${escaped(words)}</Say>`

/** For what the carrier is told in return: words in TwiML. */
export const spokenAnswer = (message: Pick<PageMessage, 'language'>, words: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response>${said(message, words)}</Response>`

/** The same for a text that came in. */
export const writtenAnswer = (words: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Response><Message>${escaped(words)}</Message></Response>`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? '')

/**
 * Whether the carrier made this request: HMAC-SHA1 of the address and of the fields in the order of their names, as
 * Twilio documents its X-Twilio-Signature.
 */
export function isSignedByCarrier(
  { token }: Pick<Carrier, 'token'>,
  { url, fields, signature }: { url: string; fields: Readonly<Record<string, string>>; signature: string },
): boolean {
  const text =
    url +
    Object.keys(fields)
      .toSorted()
      .map((name) => name + fields[name])
      .join('')
  const expected = createHmac('sha1', token).update(text).digest()
  const given = Buffer.from(signature, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
