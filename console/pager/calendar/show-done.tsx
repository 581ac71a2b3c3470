import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { showProblem } from '../../call.write.ts'
import { t } from '../../ui/words.ts'
import styles from './rota-calendar.module.css'

/** Says that it is done, with the way back. */
export function showDone(words: string, undo: () => Promise<void>): void {
  const id = `override-${Date.now()}`
  const message = (
    <div className={styles.done}>
      <span>{words}</span>
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => {
          notifications.hide(id)
          undo().catch(showProblem)
        }}
      >
        {t`Undo`}
      </Button>
    </div>
  )
  notifications.show({ id, message, color: 'petrol', autoClose: 10_000 })
}
