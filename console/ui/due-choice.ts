import { tomorrowMorning } from './instants.ts'
import { t } from './words.ts'

export const dueChoices = ['30 min', '1 h', '4 h', 'tomorrow'] as const
export type DueChoice = (typeof dueChoices)[number]

/** A choice as it is read by itself. */
export const dueChoiceWords: Readonly<Record<DueChoice, string>> = {
  '30 min': t`30 min`,
  '1 h': t`1 h`,
  '4 h': t`4 h`,
  tomorrow: t`tomorrow`,
}

export const namedDueChoices = dueChoices.map((value) => ({ value, label: dueChoiceWords[value] }))

const minutesOf: Readonly<Record<Exclude<DueChoice, 'tomorrow'>, number>> = { '30 min': 30, '1 h': 60, '4 h': 240 }

/** When something is due, by the clock of the installation; tomorrow means 09:00 there. */
export const dueOf = (choice: DueChoice, nowMs: number, zone: string): number =>
  choice === 'tomorrow' ? tomorrowMorning(nowMs, zone) : nowMs + minutesOf[choice] * 60_000
