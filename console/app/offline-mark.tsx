import { Mark } from '../ui/mark.tsx'

/** Quiet, because everything still reads; only what changes elsewhere does not arrive. */
export function OfflineMark() {
  return (
    <Mark tone="warn" icon="offline" title="Changes do not arrive at the moment. Trying to connect again.">
      Offline: not up to date
    </Mark>
  )
}
