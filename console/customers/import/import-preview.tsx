import type { ImportedCustomer, PreviewedRow } from '@bellwether/contract/customers.ts'
import { Button, Group, Progress } from '@mantine/core'
import { countOf, plural } from '../../ui/figures.ts'
import { ProblemView } from '../../ui/problem-view.tsx'
import { t } from '../../ui/words.ts'
import styles from './import.module.css'
import { PreviewedRows } from './previewed-rows.tsx'
import type { ReadFile } from './read-customers.ts'
import { UndoImport } from './undo-import.tsx'
import { Understood } from './understood.tsx'
import { useImport } from './use-import.ts'
import { usePreview } from './use-preview.ts'

interface PreviewProps {
  read: ReadFile
  onBack: () => void
  onClose: () => void
}

/** What a file would do, then doing it. */
export function ImportPreview({ read, onBack, onClose }: PreviewProps) {
  const { customers } = read
  const preview = usePreview(customers)
  const work = useImport()
  const isLookedAt = preview.rows.length === customers.length
  const willChange = changing(customers, preview.rows)
  const isBegun = work.isBusy || work.done > 0
  const isDone = isBegun && work.done === willChange.length
  return (
    <div className={styles.parts}>
      <Understood read={read} />
      {!isBegun && <Outlook preview={preview} of={customers.length} />}
      {isBegun && <ProgressOf {...work} isDone={isDone} of={willChange.length} />}
      {work.error !== null && <ProblemView error={work.error} />}
      <Group justify="flex-end" gap={8}>
        {isDone && work.importId !== null && <UndoImport importId={work.importId} label={t`this import`} />}
        {!isBegun && (
          <Button variant="default" onClick={onBack}>
            {t`Back`}
          </Button>
        )}
        <WayOn work={work} customers={willChange} isReady={isLookedAt} onClose={onClose} />
      </Group>
    </div>
  )
}

interface WayOnProps {
  work: ReturnType<typeof useImport>
  customers: readonly ImportedCustomer[]
  isReady: boolean
  onClose: () => void
}

function WayOn({ work, customers, isReady, onClose }: WayOnProps) {
  const isOver = isReady && !work.isBusy && work.done === customers.length
  if (isOver)
    return (
      <Button onClick={onClose} data-autofocus>
        {customers.length > 0 ? t`Done` : t`Close`}
      </Button>
    )
  return (
    <Button loading={work.isBusy} disabled={!isReady} onClick={() => void work.run(customers)} data-autofocus>
      {work.done > 0 ? t`Go on` : t`Import ${plural(customers.length, 'customer', 'customers')}`}
    </Button>
  )
}

/** Those of whom something would change; who stays as they are need not be sent. */
const changing = (customers: readonly ImportedCustomer[], rows: readonly PreviewedRow[]): ImportedCustomer[] =>
  customers.filter((_, at) => rows[at]?.outcome === 'added' || rows[at]?.outcome === 'changed')

function Outlook({ preview, of }: { preview: ReturnType<typeof usePreview>; of: number }) {
  const { rows, error, tryAgain } = preview
  if (error !== null) return <ProblemView error={error} onRetry={tryAgain} />
  if (rows.length < of) return <Looking done={rows.length} of={of} />
  return of > 0 && <PreviewedRows rows={rows} />
}

function Looking({ done, of }: { done: number; of: number }) {
  return (
    <>
      <Progress value={(done / of) * 100} aria-label={t`Customers looked at`} />
      <p role="status">{t`Looking at what would change: ${countOf(done)} of ${countOf(of)}.`}</p>
    </>
  )
}

interface ProgressProps extends Pick<ReturnType<typeof useImport>, 'done' | 'added' | 'changed'> {
  isDone: boolean
  of: number
}

function ProgressOf({ done, added, changed, isDone, of }: ProgressProps) {
  return (
    <>
      <Progress value={(done / of) * 100} aria-label={t`Customers imported`} />
      <p role="status">
        {t`${isDone ? t`Imported` : t`${countOf(done)} of ${countOf(of)}`}: ${countOf(added)} added, ${countOf(changed)} changed.`}
      </p>
    </>
  )
}
