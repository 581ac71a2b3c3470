import type { AlertEvent } from './alert-event.ts'

const payloadMax = 20_000
const hidden = '•••'

/** How names end under which senders put what opens something; the key of a source itself stands in events of PagerDuty. */
const secretName =
  /(?:passw(?:or)?d|passphrase|pwd|secrets?|tokens?|authorization|cookies?|credentials?|(?:routing|service|integration|api|access|private|secret|signing|encryption|ssh|genie)_?keys?(?:_?id)?)$/i

/** As much as addresses have: whatever long text is looked through it is no work. */
const passwordInAddress = /([a-z][a-z\d+.-]{0,20}:\/\/[^\s/?#:@]{0,100}):[^\s/?#@]{1,500}@/gi

/** What was sent, for whoever looks into an alert: readable, cut where it is long, and without what opens something. */
export function payloadOf(sent: unknown): string {
  const text = written(sent)
  return text.length <= payloadMax ? text : `${text.slice(0, payloadMax).toWellFormed()}\n…`
}

function written(sent: unknown): string {
  const seen = (name: string, value: unknown): unknown => {
    if (value === null || value === '') return value
    if (secretName.test(name.replaceAll('-', '_'))) return hidden
    return typeof value === 'string' ? value.replace(passwordInAddress, `$1:${hidden}@`) : value
  }
  try {
    return JSON.stringify(sent, seen, 2) ?? ''
  } catch {
    // Nested too deep to be written.
    return ''
  }
}

export const withPayload = (event: AlertEvent, sent: unknown): AlertEvent => ({ ...event, payload: payloadOf(sent) })
