import type { IncidentStep } from '@bellwether/contract/incidents-declared.ts'
import { t } from '../../ui/words.ts'

export const stepWords: Readonly<Record<IncidentStep, string>> = {
  found: t`Found`,
  paged: t`Paged`,
  mending: t`Mending`,
  zero: t`At zero`,
  told: t`Everyone told`,
  closed: t`Closed`,
}
