import type { PageUrgency } from '@bellwether/contract/pager-pages.ts'

/** What a monitoring system says of one alert, whatever its shape was. */
export interface AlertEvent {
  readonly action: 'trigger' | 'acknowledge' | 'resolve' | 'note'
  /** By which the sender names the alert. */
  readonly key: string
  /** In place of the key, where the sender names the alert as we do. */
  readonly alertId?: string
  readonly title: string
  readonly body: string
  readonly severity: Severity
  /** What its sender adds for whoever has the page. */
  readonly note?: string
  /** What was sent, for whoever looks into the alert. */
  readonly payload?: string
}

export type Severity = 'critical' | 'error' | 'warning' | 'info'

/** How urgent the page of an alert is; null: what only informs is kept and can be looked at, and pages nobody. */
export function urgencyOf(severity: Severity): PageUrgency | null {
  if (severity === 'info') return null
  return severity === 'warning' ? 'low' : 'high'
}

const titleMax = 300
const bodyMax = 10_000

/** One line, and not too long: a page matters more than a limit, so what is longer is cut. */
export const titleOf = (text: string): string => cut(text.replaceAll(/\s+/g, ' ').trim(), titleMax)

export const bodyOf = (lines: readonly (string | undefined)[]): string =>
  cut(lines.filter((line) => line !== undefined && line !== '').join('\n'), bodyMax)

/** Cut at a character, not within one. */
const cut = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1).toWellFormed()}…`
