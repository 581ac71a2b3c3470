import { isMachineAddress } from '../mail/mail.ts'

/** Who may take part in one ticket besides its contact. */
export const participantsMax = 20

export interface Named {
  readonly name: string
  readonly address: string
}

/** Addresses behind which many read, or a program does: an answer to them is an answer to strangers. */
const manyReaders =
  /^(?:.*[-+](?:bounces?|request|owner|subscribe|unsubscribe|confirm|leave|join)(?:[-+=].*)?|owner-.*|listserv|majordomo|mailman|mailer-daemon|undisclosed-recipients?|(?:all|everyone|everybody|lists?|mailinglist|newsletter)|.*[^@]=[^@]+)@|@(?:lists?|listserv|mailman|groups?)\.|@(?:googlegroups\.com|yahoogroups\.com|groups\.io)$/

/** An address as mail servers everywhere take it: nothing else goes into a header of ours. */
const plain = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z\d-]{1,63}\.){1,8}[a-z\d-]{2,63}$/

export const mayTakePart = (address: string): boolean =>
  address.length <= 254 && plain.test(address) && !isMachineAddress(address) && !manyReaders.test(address)

/**
 * Whom a mail brings onto a ticket: the people it names who are not there yet, while there is room. `left`
 * counts those for whom there was none.
 */
export function newParticipants(
  named: readonly Named[],
  there: { known: ReadonlySet<string>; count: number },
): { joining: Named[]; left: number } {
  const different = [...new Map(named.toReversed().map((one) => [one.address, one])).values()].toReversed()
  const fresh = different.filter(({ address }) => !there.known.has(address) && mayTakePart(address))
  const room = Math.max(0, participantsMax - there.count)
  return { joining: fresh.slice(0, room), left: Math.max(0, fresh.length - room) }
}
