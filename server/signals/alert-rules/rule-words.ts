import { said } from '@bellwether/contract/said.ts'
import type { AlertTrigger } from '@bellwether/contract/signals.ts'

const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`

/** What was seen, beside what the rule allows. */
export function sentenceOf(trigger: AlertTrigger, peak: number): string {
  if (trigger.kind === 'threshold')
    return said`${peak} events in ${trigger.windowMinutes} minutes; it fires at ${trigger.atLeast}.`
  if (trigger.kind === 'ratio')
    return said`${percent(peak)} of the events in ${trigger.windowMinutes} minutes; it fires at ${percent(trigger.shareMin)}.`
  if (trigger.kind === 'burn-rate')
    return said`The error budget of ${percent(trigger.objective)} burns ${Number(peak.toFixed(1))} times too fast; it fires at ${trigger.rateMin}.`
  if (trigger.kind === 'new-class')
    return said`${peak} customers have an error that nobody had before; it fires at ${trigger.customersMin}.`
  return said`None for ${peak} minutes; it fires at ${trigger.quietMinutes}.`
}
