import { CopyLine } from '../../ui/copy-line.tsx'
import { ShownOnce } from '../../ui/shown-once.tsx'
import { t } from '../../ui/words.ts'

/** How a heartbeat is called from now on. */
export function HeartbeatAddress({ pingUrl, onKept }: { pingUrl: string; onKept: () => void }) {
  return (
    <ShownOnce
      about={t`This is the only time that its address is shown. From its first call on it is expected.`}
      onKept={onKept}
    >
      <CopyLine label={t`At the end of the job`} text={`curl -fsS -m 10 --retry 5 ${pingUrl}`} />
      <CopyLine label={t`With whether it failed`} text={`job; curl -fsS -m 10 --retry 5 ${pingUrl}/$?`} />
    </ShownOnce>
  )
}
