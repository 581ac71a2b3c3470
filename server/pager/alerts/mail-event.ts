import { type AlertEvent, bodyOf, type Severity, titleOf } from './alert-event.ts'
import { readSubject } from './mail-subject.rules.ts'

const textMax = 20_000
const linesMax = 200
const lineMax = 200

/** Zabbix and Alertmanager say it in a line of the text. */
const severityLine = /^[\s•*-]{0,8}severity\s{0,4}[:=]\s{0,4}([a-z]{2,20})\b/i
const severities: Readonly<Record<string, Severity>> = {
  disaster: 'critical',
  critical: 'critical',
  page: 'critical',
  high: 'critical',
  average: 'error',
  error: 'error',
  major: 'error',
  warning: 'warning',
  minor: 'warning',
  low: 'warning',
  information: 'info',
  info: 'info',
  none: 'info',
}

/**
 * Reads a mail as an event. Its subject without the marks of a state is by what the alert is the same; what says nothing of a
 * state is an alert, and what says nothing of how bad it is is critical: whoever has a page address gives it for that.
 */
export function readMailEvent({ subject, text }: { subject: string; text: string }): AlertEvent {
  const shown = text.slice(0, textMax)
  const { meaning, severity, name, title } = readSubject(subject)
  return {
    action: meaning,
    key: name === '' ? title.toLowerCase() : name,
    title: titleOf(title),
    body: bodyOf([shown.trim()]),
    severity: severity ?? severityIn(shown) ?? 'critical',
    ...(meaning === 'note' && { note: titleOf(title) }),
  }
}

function severityIn(text: string): Severity | undefined {
  for (const line of text.split('\n', linesMax)) {
    const word = severityLine.exec(line.slice(0, lineMax))?.[1]?.toLowerCase()
    if (word !== undefined && severities[word]) return severities[word]
  }
  return undefined
}
