import { endDemo } from '@bellwether/contract/installation.ts'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../call.write.ts'
import { useNow, useZone } from '../ui/clock.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { dayOf, minuteOf } from '../ui/instants.ts'
import styles from './demo-banner.module.css'

export function DemoBanner({ speed }: { speed: number }) {
  const [isAsking, asking] = useDisclosure(false)
  const end = useWrite(endDemo, {
    refreshes: [],
    showsProblem: true,
    onDone: ({ setUpUrl }) => window.location.assign(setUpUrl),
  })
  return (
    <aside className={styles.banner} aria-label="Demo">
      <p className={styles.words}>
        <strong>Demo company</strong>
        <span className={styles.dash}> — </span>
        <DemoClock speed={speed} />
      </p>
      <button type="button" className={styles.end} onClick={asking.open}>
        End the demo
      </button>
      <ConfirmDialog
        isOpen={isAsking}
        title="End the demo?"
        confirm="End the demo and delete its data"
        isDangerous
        isBusy={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate({ body: {} })}
        onClose={asking.close}
      >
        Everything the demo made is deleted: its customers, tickets, evidence and people. The first-run page opens
        afterwards, and the clock is real again.
      </ConfirmDialog>
    </aside>
  )
}

function DemoClock({ speed }: { speed: number }) {
  const now = useNow()
  const zone = useZone()
  return (
    <span className="tabular">
      simulated clock {minuteOf(now, zone)} {dayOf(now, zone)}, {speed === 1 ? 'real speed' : `${speed}×`}
    </span>
  )
}
