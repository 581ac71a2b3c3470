import type { Attachment } from '@bellwether/contract/desk.ts'
import { useState } from 'react'
import { bytesOf } from '../../ui/figures.ts'
import { Icon } from '../../ui/icon.tsx'
import { Mark } from '../../ui/mark.tsx'
import styles from '../timeline.module.css'

const typeWords: Readonly<Record<string, string>> = {
  'message/rfc822': 'a mail',
  'application/octet-stream': 'a file',
}

/** The files of a message: images show small and open in a tab of their own, everything else is saved. */
export function MessageFiles({ files }: { files: readonly Attachment[] }) {
  if (files.length === 0) return null
  return (
    <ul className={styles.attachments} aria-label="Attachments">
      {files.map((one) => (
        <li key={one.id}>
          <Icon name={one.contentType === 'message/rfc822' ? 'mail' : 'paper'} size={13} />
          <a href={one.path} {...(one.thumbnailPath ? { target: '_blank', rel: 'noopener' } : { download: '' })}>
            {one.thumbnailPath && <Thumbnail path={one.thumbnailPath} />}
            {one.fileName}
          </a>
          <span className={styles.size}>
            {bytesOf(one.sizeBytes)}, {typeWords[one.contentType] ?? one.contentType}
          </span>
          {one.isDamaged && <Mark tone="warn">damaged</Mark>}
        </li>
      ))}
    </ul>
  )
}

/** Its link names the file, so that it needs no words; one that cannot be drawn leaves the name alone. */
function Thumbnail({ path }: { path: string }) {
  const [isBroken, setBroken] = useState(false)
  if (isBroken) return null
  return <img className={styles.thumbnail} src={path} alt="" loading="lazy" onError={() => setBroken(true)} />
}
