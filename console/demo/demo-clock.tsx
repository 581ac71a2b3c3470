import { type Installation, setDemoClock } from '@bellwether/contract/installation.ts'
import { useWrite } from '../call.write.ts'
import { useNow, useZone } from '../ui/clock.tsx'
import { dayOf, minuteOf } from '../ui/instants.ts'
import { t } from '../ui/words.ts'
import styles from './demo-banner.module.css'

const speeds = [
  { speed: 0, label: t`Pause`, says: t`Hold the clock of the demo` },
  { speed: 1, label: '1×', says: t`Let the clock of the demo run as the real one` },
  { speed: 10, label: '10×', says: t`Let the clock of the demo run ten times as fast` },
] as const

/** Sets the clock of the demo; the installation that it answers carries the new reading. */
export const useDemoClock = () => useWrite(setDemoClock, { refreshes: ['/api/installation'] })

/** What the clock of the demo shows, and how fast it runs. */
export function DemoClock({ installation }: { installation: Installation }) {
  const now = useNow()
  const zone = useZone()
  const set = useDemoClock()
  const { clockSpeed, demo } = installation
  const isJumping = demo !== null && clockSpeed !== demo.speed
  return (
    <>
      <span className="tabular">
        {minuteOf(now, zone)} <span className={styles.day}>{dayOf(now, zone)}</span>
      </span>
      <span className={styles.speeds} role="group" aria-label={t`Clock of the demo`}>
        {speeds.map(({ speed, label, says }) => (
          <button
            key={speed}
            type="button"
            title={says}
            aria-pressed={!isJumping && demo?.speed === speed}
            onClick={() => set.mutate({ body: { speed } })}
          >
            {label}
          </button>
        ))}
      </span>
      {isJumping && <span role="status">{t`hurrying…`}</span>}
    </>
  )
}
