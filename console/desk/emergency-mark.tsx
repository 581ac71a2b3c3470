import { Mark } from '../ui/mark.tsx'
import { t } from '../ui/words.ts'

/** Came in through the emergency address from a customer who may page. */
export const EmergencyMark = () => (
  <Mark tone="danger" icon="bell">
    {t`emergency`}
  </Mark>
)
