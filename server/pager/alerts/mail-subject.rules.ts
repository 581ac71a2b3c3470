import type { Severity } from './alert-event.ts'

/*
 * What monitoring systems write in the subjects of their mails, by their default templates: Alertmanager and Grafana
 * (`[FIRING:1] …`, `[RESOLVED] …`, before that `[Alerting] …`, `[OK] …`), Nagios (`** PROBLEM Service Alert: db/Disk is
 * CRITICAL **`), Icinga 2 (`[RECOVERY] Disk on db is OK!`), Zabbix (`Problem: …`, `Resolved in 5m: …`), UptimeRobot (`Monitor is
 * DOWN: …`), Pingdom (`DOWN alert: …`), Uptime Kuma (`[shop] [✅ Up] 200`), Healthchecks (`DOWN | …`), CloudWatch (`ALARM: "…"`).
 */

type Meaning = 'trigger' | 'resolve' | 'acknowledge' | 'note'

interface State {
  readonly meaning: Meaning
  readonly severity?: Severity
}

const over: State = { meaning: 'resolve' }
const fires: State = { meaning: 'trigger' }
const states = new Map<string, State>([
  ...['resolved', 'recovery', 'recovered', 'ok', 'up', 'cleared', 'normal'].map((word) => [word, over] as const),
  ...['firing', 'problem', 'alerting', 'alert', 'alarm', 'triggered', 'no data', 'nodata', 'custom'].map(
    (word) => [word, fires] as const,
  ),
  ...['down', 'critical', 'unreachable', 'disaster'].map(
    (word) => [word, { meaning: 'trigger', severity: 'critical' }] as const,
  ),
  ...['error', 'unknown', 'major'].map((word) => [word, { meaning: 'trigger', severity: 'error' }] as const),
  ...['warning', 'warn', 'minor'].map((word) => [word, { meaning: 'trigger', severity: 'warning' }] as const),
  ['info', { meaning: 'trigger', severity: 'info' }],
  // While a check flaps its problems are told no more: that it began is all that is heard.
  ['flappingstart', fires],
  ['acknowledgement', { meaning: 'acknowledge' }],
  ['acknowledged', { meaning: 'acknowledge' }],
  ...['flappingstop', 'flappingend', 'flappingdisabled', 'updated problem'].map(
    (word) => [word, { meaning: 'note' }] as const,
  ),
  ...['downtimestart', 'downtimeend', 'downtimecancelled', 'downtimeremoved', 'pending', 'paused'].map(
    (word) => [word, { meaning: 'note' }] as const,
  ),
])

export interface Subject {
  readonly meaning: Meaning
  readonly severity: Severity | undefined
  /** What the alert is about, whatever is said of it. */
  readonly name: string
  /** As it is written, without what an answer or a forward puts before it. */
  readonly title: string
}

const subjectMax = 500
const marksMax = 8

/** Reads a subject, in one pass from its beginning and a look at its end. */
export function readSubject(written: string): Subject {
  const title = withoutReplies(written.slice(0, subjectMax).replaceAll(/\s+/g, ' ').trim())
  const { marks, kept, rest } = marksBefore(title)
  const end = endOf(rest, marks.length > 0)
  const named = [...kept, nameOf(rest.slice(0, rest.length - (end?.length ?? 0)), marks[0])].join(' ')
  const { meaning, severity } = decide(marks[0]?.state, end?.state)
  return { meaning, severity: severity ?? severityAmong(rest, marks[0]), name: plain(named), title }
}

/** The marks of states before what it is said of, and what else stands among them. */
function marksBefore(text: string): { marks: readonly Mark[]; kept: readonly string[]; rest: string } {
  const marks: Mark[] = []
  const kept: string[] = []
  let rest = text
  for (let n = 0; n < marksMax; n += 1) {
    rest = withoutSigns(withoutReplies(rest))
    const mark = markAt(rest)
    if (!mark) break
    if (mark.state) marks.push(mark)
    // What is no state is told by gateways and teams of every mail of theirs.
    else kept.push(rest.slice(0, mark.length))
    if (mark.keeps !== undefined) kept.push(mark.keeps)
    // Uptime Kuma says after the state why, in other words each time.
    rest = mark.isLast ? '' : rest.slice(mark.length)
  }
  return { marks, kept, rest }
}

interface Mark {
  readonly length: number
  /** undefined of what is no state. */
  readonly state: State | undefined
  /** Of Alertmanager: what names its group comes first, and what its alerts have in common in brackets. */
  readonly isOfGroup?: boolean
  readonly isLast?: boolean
  /** What it is said of, where that stands before it. */
  readonly keeps?: string | undefined
}

const replies = /^(?:re|aw|sv|antw?|tr|fwd?|wg|rv|vs)\s?(?:\[\d{1,3}\])?\s?[:：]\s*/i

function withoutReplies(text: string): string {
  let rest = text
  for (let n = 0; n < marksMax && replies.test(rest); n += 1) rest = rest.replace(replies, '')
  return rest
}

/** Stars of Nagios, and pictures. */
const withoutSigns = (text: string): string => text.replace(/^[^\p{L}\p{N}["'(<]+/u, '')

function markAt(text: string): Mark | undefined {
  return bracketAt(text) ?? pipeAt(text) ?? wordsAt(text)
}

function bracketAt(text: string): Mark | undefined {
  const [found, inner = ''] = /^\[([^[\]]{1,100})\]\s*/.exec(text) ?? []
  if (found === undefined) return undefined
  const group = /^(firing|resolved)(?::\d{1,6})?(?:, ?resolved:\d{1,6})?$/i.exec(inner)
  if (group) return { length: found.length, state: stateOf(group[1] ?? ''), isOfGroup: true }
  const picture = /^[^\p{L}\p{N}]{1,6} ?(up|down)$/iu.exec(inner)?.[1]
  if (picture !== undefined) return { length: found.length, state: stateOf(picture), isLast: true }
  return { length: found.length, state: stateOf(inner) }
}

function pipeAt(text: string): Mark | undefined {
  const [found, word = ''] = /^(up|down) \| /i.exec(text) ?? []
  return found === undefined ? undefined : { length: found.length, state: stateOf(word) }
}

const wordAndColon = /^([a-z]{2,16}(?: (?:problem|data))?)(?: alert)?(?: in \d[\w ]{0,40})?\s?:\s*/i
const monitorIs = /^monitor is ([a-z]{2,12})\s?:\s*/i
/** Between two rows of stars, or two dashes: before what it is said of. */
const kindOfNagios = /^([A-Z]{6,20})(?: - | ?\*{2,3} ?| (?=(?:Host|Service) Alert:))/

function wordsAt(text: string): Mark | undefined {
  for (const shape of [monitorIs, kindOfNagios, wordAndColon]) {
    const [found, word = ''] = shape.exec(text) ?? []
    const state = found === undefined ? undefined : stateOf(word)
    if (found !== undefined && state) return { length: found.length, state }
  }
  // Of a service of Zabbix its name stands before the state.
  const [found, name, word = ''] =
    /^(Service "[^"]{1,200}") (problem|resolved)(?: in \d[\w ]{0,40})?: /i.exec(text) ?? []
  return found === undefined ? undefined : { length: found.length, state: stateOf(word), keeps: name }
}

const stateOf = (word: string): State | undefined => states.get(word.trim().toLowerCase())

const endMax = 60

/** ` is CRITICAL **`; without a mark before it only in capitals, as people end sentences so, too. */
function endOf(text: string, isMarked: boolean): { length: number; state: State } | undefined {
  const [found, word = ''] = / is ([A-Za-z]{2,12})[\s!*.]*$/.exec(text.slice(-endMax)) ?? []
  const state = stateOf(word)
  if (found === undefined || !state || state.meaning === 'note') return undefined
  return isMarked || word === word.toUpperCase() ? { length: found.length, state } : undefined
}

/** What a mark says weighs more than how the sentence ends: a problem may be that something is up. A note says nothing of either. */
function decide(first: State | undefined, end: State | undefined): State {
  const meaning = first?.meaning ?? end?.meaning ?? 'trigger'
  const isOver = end?.meaning === 'resolve' && meaning === 'note'
  const severity = first?.severity ?? end?.severity
  return { meaning: isOver ? 'resolve' : meaning, ...(severity && { severity }) }
}

/** A group of Alertmanager is the same whatever its alerts have in common at the time. */
function nameOf(text: string, mark: Mark | undefined): string {
  const bracket = mark?.isOfGroup ? text.indexOf('(') : -1
  return bracket > 0 ? text.slice(0, bracket) : text
}

const wordsOfSeverity = /^(?:critical|disaster|error|major|warning|warn|minor|info)$/

function severityAmong(text: string, mark: Mark | undefined): Severity | undefined {
  if (!mark?.isOfGroup) return undefined
  const word = text
    .toLowerCase()
    .split(/[\s()]+/)
    .find((one) => wordsOfSeverity.test(one))
  return word === undefined ? undefined : stateOf(word)?.severity
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s*]+/g, ' ')
    .trim()
