import type { AlertEvent } from './alert-event.ts'

const payloadMax = 20_000
const hidden = '•••'

/** Names under which senders put what opens something; the key of a source itself stands in events of PagerDuty. */
const secretName =
  /^(?:.*(?:password|passwd|secret|token)|pwd|authorization|cookie|credentials?|(?:routing|service|integration|api|access|private|genie)_?key)$/i

/** What was sent, for whoever looks into an alert: readable, cut where it is long, and without what opens something. */
export function payloadOf(sent: unknown): string {
  const text = written(sent)
  return text.length <= payloadMax ? text : `${text.slice(0, payloadMax).toWellFormed()}\n…`
}

function written(sent: unknown): string {
  const seen = (name: string, value: unknown): unknown =>
    secretName.test(name.replaceAll('-', '_')) && value !== null && value !== '' ? hidden : value
  try {
    return JSON.stringify(sent, seen, 2) ?? ''
  } catch {
    // Nested too deep to be written.
    return ''
  }
}

export const withPayload = (event: AlertEvent, sent: unknown): AlertEvent => ({ ...event, payload: payloadOf(sent) })
