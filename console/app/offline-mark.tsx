import { Mark } from '../ui/mark.tsx'
import { t } from '../ui/words.ts'

/** Quiet, because everything still reads; only what changes elsewhere does not arrive. */
export function OfflineMark() {
  return (
    <Mark tone="warn" icon="offline" title={t`Changes do not arrive at the moment. Trying to connect again.`}>
      {t`Offline: not up to date`}
    </Mark>
  )
}
