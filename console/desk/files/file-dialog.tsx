import type { Attachment } from '@bellwether/contract/desk.ts'
import { Button, Modal } from '@mantine/core'
import { type KeyboardEvent, lazy, Suspense } from 'react'
import { t } from '../../ui/words.ts'
import styles from './file-view.module.css'

// What reads mails and recorded requests is large, and few look at files.
const View = lazy(async () => ({ default: (await import('./file-view.tsx')).FileView }))

interface FileDialogProps {
  files: readonly Attachment[]
  /** Which of them is looked at; null: none. */
  at: number | null
  onAt: (at: number | null) => void
}

/** The files of a message, one after the other: the arrow keys go on and back. */
export function FileDialog({ files, at, onAt }: FileDialogProps) {
  const file = at === null ? undefined : files[at]
  const close = (): void => onAt(null)
  const move = (by: 1 | -1): void => {
    if (at !== null && files[at + by] !== undefined) onAt(at + by)
  }
  const onKeyDown = ({ key, target }: KeyboardEvent): void => {
    // A player moves in what it plays.
    if (target instanceof HTMLMediaElement) return
    if (key === 'ArrowRight') move(1)
    if (key === 'ArrowLeft') move(-1)
  }
  return (
    <Modal opened={file !== undefined} onClose={close} size="70rem" title={file?.fileName} onKeyDown={onKeyDown}>
      {file !== undefined && at !== null && (
        <>
          <Suspense fallback={<p aria-busy="true">{t`Loading…`}</p>}>
            <View key={file.id} file={file} />
          </Suspense>
          <div className={styles.foot}>
            <span className={styles.place}>{files.length > 1 && t`${at + 1} of ${files.length}`}</span>
            {files.length > 1 && (
              <>
                <Button size="xs" variant="default" disabled={at === 0} onClick={() => move(-1)}>
                  {t`Back`}
                </Button>
                <Button size="xs" variant="default" disabled={at === files.length - 1} onClick={() => move(1)}>
                  {t`Next`}
                </Button>
              </>
            )}
            <Button size="xs" variant="default" component="a" href={file.path} download={file.fileName}>
              {t`Save`}
            </Button>
          </div>
        </>
      )}
    </Modal>
  )
}
