import type { z } from 'zod'
import type { PageUrgency } from '@bellwether/contract/pager-pages.ts'
import type { RoutingCondition, RoutingField, RoutingRule } from '@bellwether/contract/pager-routing.ts'
import { type Severity, urgencyOf } from '../alerts/alert-event.ts'

/** A rule as it is kept: whoever wrote it gave it no id, but it has one. */
export type KeptRule = z.output<typeof RoutingRule> & { id: string }

/** What rules look at. */
export interface Routable {
  readonly title: string
  readonly body: string
  readonly severity: Severity
  readonly key: string
}

/** Whom an alert pages, and how. */
export interface Destination {
  readonly teamId: string
  readonly urgency: PageUrgency
  /** By which its alerts are one page while that has not ended. */
  readonly group: KeptRule | null
}

export interface Decision {
  /** Its place among the rules; null: none fits. */
  readonly place: number | null
  /** null: it pages nobody. */
  readonly to: Destination | null
}

/** What is done with an alert of a source whose pages go to this team: the first rule that fits decides. */
export function decide(rules: readonly KeptRule[], teamId: string, alert: Routable): Decision {
  const said = loweredOf(alert)
  const place = rules.findIndex(({ where }) => where.every((condition) => holds(condition, said)))
  const rule = rules[place]
  const own = urgencyOf(alert.severity)
  if (rule === undefined) return { place: null, to: own && { teamId, urgency: own, group: null } }
  const { outcome } = rule
  if (outcome.kind === 'quiet') return { place, to: null }
  const urgency = outcome.urgency ?? own
  const group = outcome.isGrouped ? rule : null
  return { place, to: urgency && { teamId: outcome.team ?? teamId, urgency, group } }
}

type Said = Readonly<Record<RoutingField, string>>

/** As much of a key as is kept: what is decided later is decided by the same. */
const keyMax = 255

const loweredOf = ({ title, body, severity, key }: Routable): Said => ({
  title: title.toLowerCase(),
  body: body.toLowerCase(),
  severity,
  key: key.slice(0, keyMax).toWellFormed().toLowerCase(),
})

function holds(condition: RoutingCondition, said: Said): boolean {
  const text = said[condition.field]
  if (condition.op === 'in') return condition.value.some((value) => value.toLowerCase() === text)
  const value = condition.value.toLowerCase()
  if (condition.op === 'is') return text === value
  return condition.op === 'contains' ? text.includes(value) : text.startsWith(value)
}

/**
 * So many pages of one source for one team in so much time are a storm: the next alerts are one page together, as long as
 * no more time than this passes between two of them.
 */
export const storm = { pages: 9, milliseconds: 5 * 60_000 }

/** An alert that came, and what would have been done with it. */
export interface Past {
  readonly to: Destination | null
  readonly firstAt: Date
  /** null: it is open still. */
  readonly endedAt: Date | null
}

interface Opened {
  readonly teamId: string
  urgency: PageUrgency
  readonly openedAt: number
  openUntil: number
  /** When an alert joined it last. */
  lastAt: number
}

/** Which pages there would have been, by the time at which alerts came and ended; whoever acknowledges changes nothing. */
export function pagesOf(alerts: readonly Past[]): { teamId: string; urgency: PageUrgency }[] {
  const pages: Opened[] = []
  const groups = new Map<string, Opened>()
  const open = (to: Destination, { at, until }: { at: number; until: number }): Opened => {
    const page = { teamId: to.teamId, urgency: to.urgency, openedAt: at, openUntil: until, lastAt: at }
    pages.push(page)
    return page
  }
  const byTime = alerts.toSorted((one, other) => one.firstAt.getTime() - other.firstAt.getTime())
  for (const { to, firstAt, endedAt } of byTime) {
    if (to === null) continue
    const at = firstAt.getTime()
    const until = endedAt?.getTime() ?? Infinity
    const ofGroup = to.group && `group ${to.group.id} ${to.teamId}`
    const storming = groups.get(`storm ${to.teamId}`)
    const isStorm = (): boolean =>
      (storming !== undefined && storming.openUntil > at && at - storming.lastAt < storm.milliseconds) ||
      pages.filter(({ teamId, openedAt }) => teamId === to.teamId && at - openedAt < storm.milliseconds).length >=
        storm.pages
    const joined = [ofGroup, isStorm() ? `storm ${to.teamId}` : null].filter((key) => key !== null)
    const page = joined.map((key) => groups.get(key)).find((one) => one !== undefined && one.openUntil > at)
    if (page) {
      page.openUntil = Math.max(page.openUntil, until)
      page.lastAt = at
      if (to.urgency === 'high') page.urgency = 'high'
    }
    const opened = page ?? open(to, { at, until })
    const last = joined.at(-1)
    if (!page && last !== undefined) groups.set(last, opened)
  }
  return pages
}
