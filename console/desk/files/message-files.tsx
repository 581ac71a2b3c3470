import type { Attachment } from '@bellwether/contract/desk.ts'
import { useState } from 'react'
import { bytesOf } from '../../ui/figures.ts'
import { Icon } from '../../ui/icon.tsx'
import { Mark } from '../../ui/mark.tsx'
import { OnceOpened } from '../../ui/once-opened.tsx'
import { t } from '../../ui/words.ts'
import { FileDialog } from './file-dialog.tsx'
import { fileKind } from './file-kind.ts'
import styles from '../timeline.module.css'

const typeWords: Readonly<Record<string, string>> = {
  'message/rfc822': t`a mail`,
  'application/octet-stream': t`a file`,
}

/** The files of a message: what can be looked at opens in place, everything else is saved; images show small. */
export function MessageFiles({ files }: { files: readonly Attachment[] }) {
  const [shownId, setShownId] = useState<string | null>(null)
  if (files.length === 0) return null
  const viewable = files.filter((one) => fileKind(one) !== null)
  const at = viewable.findIndex(({ id }) => id === shownId)
  return (
    <>
      <ul className={styles.attachments} aria-label={t`Attachments`}>
        {files.map((one) => (
          <li key={one.id}>
            <Icon name={one.contentType === 'message/rfc822' ? 'mail' : 'paper'} size={13} />
            <a
              href={one.path}
              download=""
              onClick={(event) => {
                // With a key held it is saved, or opens in a tab of its own.
                if (fileKind(one) === null || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
                event.preventDefault()
                setShownId(one.id)
              }}
            >
              {one.thumbnailPath && <Thumbnail path={one.thumbnailPath} />}
              {one.fileName}
            </a>
            <span className={styles.size}>
              {bytesOf(one.sizeBytes)}, {typeWords[one.contentType] ?? one.contentType}
            </span>
            {one.isDamaged && <Mark tone="warn">{t`damaged`}</Mark>}
          </li>
        ))}
      </ul>
      <OnceOpened isOpen={at >= 0}>
        <FileDialog
          files={viewable}
          at={at < 0 ? null : at}
          onAt={(next) => setShownId(next === null ? null : (viewable[next]?.id ?? null))}
        />
      </OnceOpened>
    </>
  )
}

/** Its link names the file, so that it needs no words; one that cannot be drawn leaves the name alone. */
function Thumbnail({ path }: { path: string }) {
  const [isBroken, setBroken] = useState(false)
  if (isBroken) return null
  return <img className={styles.thumbnail} src={path} alt="" loading="lazy" onError={() => setBroken(true)} />
}
