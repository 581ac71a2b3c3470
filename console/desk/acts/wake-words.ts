import { t } from '../../ui/words.ts'

/** What brings a snoozed ticket back before its time. */
export const wakesEarlier = t`with the customer’s next word or a team’s answer, or 30 minutes before a word is due to them`
