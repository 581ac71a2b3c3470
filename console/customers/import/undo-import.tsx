import { Button, Progress } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { countOf, plural } from '../../ui/figures.ts'
import { ProblemView } from '../../ui/problem-view.tsx'
import { t, translated } from '../../ui/words.ts'
import styles from './import.module.css'
import { useUndo } from './use-undo.ts'

const shownRows = 50

interface UndoImportProps {
  importId: string
  /** What it was, to be told apart from others. */
  label: string
}

/** Undoes an import as a whole; what was changed since is left and named. */
export function UndoImport({ importId, label }: UndoImportProps) {
  const [isOpen, dialog] = useDisclosure(false)
  const work = useUndo(importId)
  const isBegun = work.isBusy || work.isDone || work.error !== null
  if (isBegun) return <UndoProgress work={work} />
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open} aria-label={t`Undo ${label}`}>
        {t`Undo…`}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={t`Undo this import?`}
        confirm={t`Undo the import`}
        isDangerous
        onConfirm={() => {
          dialog.close()
          void work.run()
        }}
        onClose={dialog.close}
      >
        {t`Whom it added is taken away, and what it changed is as it was before. What somebody has changed since stays and is named. Nothing brings an import back but importing the file again.`}
      </ConfirmDialog>
    </>
  )
}

function UndoProgress({ work }: { work: ReturnType<typeof useUndo> }) {
  const { undone, left, remaining, isDone, isBusy, error } = work
  const done = undone + left.length
  return (
    <div className={styles.parts}>
      {!isDone && <Progress value={(done / Math.max(done + remaining, 1)) * 100} aria-label={t`Customers undone`} />}
      <p role="status">
        {t`${isDone ? t`Undone` : t`Undoing`}: ${plural(undone, 'customer is', 'customers are')} as before, ${countOf(left.length)} left as they are.`}
      </p>
      {left.length > 0 && (
        <ul className={styles.refused} aria-label={t`Customers that were left`}>
          {left.slice(0, shownRows).map(({ key, name, why }) => (
            <li key={key}>
              <strong>{name}</strong> ({key}). {translated(why)}
            </li>
          ))}
        </ul>
      )}
      {left.length > shownRows && <p>{t`And ${countOf(left.length - shownRows)} more.`}</p>}
      {error !== null && <ProblemView error={error} />}
      {error !== null && (
        <Button size="xs" variant="default" loading={isBusy} onClick={() => void work.run()}>
          {t`Go on`}
        </Button>
      )}
    </div>
  )
}
