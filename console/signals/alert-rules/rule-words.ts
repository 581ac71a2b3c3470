import type { AlertKind, AlertRule } from '@bellwether/contract/signals.ts'
import { countOf, percentOf, plural } from '../../ui/figures.ts'
import { t } from '../../ui/words.ts'

type Trigger = AlertRule['trigger']

export const kindNames: Readonly<Record<AlertKind, string>> = {
  threshold: t`Threshold`,
  ratio: t`Share`,
  'burn-rate': t`Burn rate`,
  'new-class': t`New error`,
  absence: t`Absence`,
}

/** What each kind is for, in a sentence. */
export const kindAbouts: Readonly<Record<AlertKind, string>> = {
  threshold: t`So many events within some minutes.`,
  ratio: t`So great a part of the events is bad, once there are enough to say so.`,
  'burn-rate': t`An objective’s error budget is used up too fast: over a long time, and still at the end of it.`,
  'new-class': t`An error that nobody had before reaches several customers.`,
  absence: t`Nothing comes any more, although it did before. While no evidence comes at all it waits: a heartbeat notices that.`,
}

const minutes = (count: number): string => plural(count, 'minute')

/** When a rule fires. */
export function wordsOfTrigger(trigger: Trigger): string {
  if (trigger.kind === 'threshold')
    return t`At ${plural(trigger.atLeast, 'event')} in ${minutes(trigger.windowMinutes)}`
  if (trigger.kind === 'ratio')
    return t`At ${percentOf(trigger.shareMin)} bad in ${minutes(trigger.windowMinutes)}, of ${countOf(trigger.eventsMin)} or more`
  if (trigger.kind === 'burn-rate')
    return t`At ${trigger.rateMin} times the budget of ${objectiveOf(trigger.objective)} over ${minutes(trigger.longMinutes)} and ${minutes(trigger.shortMinutes)}`
  if (trigger.kind === 'new-class') return t`At ${plural(trigger.customersMin, 'customer')} with a new error`
  return t`After ${minutes(trigger.quietMinutes)} without any`
}

/** 99.9 %, which is not 100 %. */
export const objectiveOf = (share: number): string => `${Number((share * 100).toFixed(3))} %`

/** What the highest value of a firing was. */
export function wordsOfPeak(trigger: Trigger, peak: number): string {
  if (trigger.kind === 'threshold') return t`${plural(peak, 'event')} in ${minutes(trigger.windowMinutes)}`
  if (trigger.kind === 'ratio') return t`${percentOf(peak)} bad in ${minutes(trigger.windowMinutes)}`
  if (trigger.kind === 'burn-rate') return t`${Number(peak.toPrecision(3))} times the error budget`
  if (trigger.kind === 'new-class') return t`${plural(peak, 'customer')} with a new error`
  return t`nothing for ${minutes(peak)}`
}
