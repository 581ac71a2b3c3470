import { endDemo, type Installation } from '@bellwether/contract/installation.ts'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../call.write.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import { Coach } from './coach.tsx'
import { DemoClock } from './demo-clock.tsx'
import styles from './demo-banner.module.css'

/** Says on every screen that nothing of this is real, what its clock shows, and what to do next. */
export function DemoBanner({ installation }: { installation: Installation }) {
  const [isAsking, asking] = useDisclosure(false)
  const isTold = (installation.demo?.told ?? 1) === 1
  const end = useWrite(endDemo, {
    refreshes: [],
    showsProblem: true,
    onDone: ({ setUpUrl }) => window.location.assign(setUpUrl),
  })
  return (
    <aside className={styles.banner} aria-label={t`Demo`}>
      <div className={styles.line}>
        <strong>{tx`Demo${<span className={styles.day}> {t`company`}</span>}`}</strong>
        {isTold && <DemoClock installation={installation} />}
        <button type="button" className={styles.end} aria-label={t`End the demo`} onClick={asking.open}>
          {tx`End${<span className={styles.day}> {t`the demo`}</span>}`}
        </button>
      </div>
      {isTold && <Coach />}
      <ConfirmDialog
        isOpen={isAsking}
        title={t`End the demo?`}
        confirm={t`End the demo and delete its data`}
        isDangerous
        isBusy={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate({ body: {} })}
        onClose={asking.close}
      >
        {t`Everything the demo made is deleted: its customers, tickets, evidence and people. The first-run page opens afterwards, and the clock is real again.`}
      </ConfirmDialog>
    </aside>
  )
}
