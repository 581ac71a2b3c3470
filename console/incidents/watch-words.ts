import type { Watch } from '@bellwether/contract/incidents.ts'
import { t } from '../ui/words.ts'

/** How far the errors are on their way to zero, in words. */
export function watchWords(watch: Watch, nowMs: number): string {
  if (watch.state === 'recovered') return t`Recovered: at zero for ${watch.zeroMinutes} minutes while traffic flowed on`
  if (watch.state === 'at-zero' && watch.zeroSince !== null) {
    const minutes = Math.floor((nowMs - Date.parse(watch.zeroSince)) / 60_000)
    return t`At zero for ${Math.max(0, Math.min(minutes, watch.zeroMinutes))} of ${watch.zeroMinutes} minutes`
  }
  if (watch.eventsLastMinute === null) return t`Watching: the first look comes within a minute`
  const rate = t`${watch.errorsLastMinute} in the last minute`
  return watch.state === 'falling' ? t`Falling: ${rate}` : t`Watching: ${rate}`
}
