import { ActionIcon, Button } from '@mantine/core'
import { bytesOf } from '../../ui/figures.ts'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/words.ts'
import type { ComingFile } from './coming-files.ts'
import type { Files } from './use-files.ts'
import styles from './files.module.css'

/** What goes with a text: what is there can be looked at and taken off, what comes says how far it is. */
export function FileList({
  files,
  onPlace,
}: {
  files: Files
  onPlace: (image: { name: string; type: string }) => void
}) {
  if (files.kept.length + files.coming.length === 0) return null
  return (
    <ul className={styles.files} aria-label={t`Files`}>
      {files.kept.map((one) => (
        <li key={one.id}>
          <Icon name="paper" size={13} />
          <a href={one.path} target="_blank" rel="noopener">
            {one.fileName}
          </a>
          <span className={styles.size}>{bytesOf(one.sizeBytes)}</span>
          {one.contentType.startsWith('image/') && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t`Place in the text: ${one.fileName}`}
              onClick={() => onPlace({ name: one.fileName, type: one.contentType })}
            >
              {t`Place in the text`}
            </Button>
          )}
          <Off name={one.fileName} onClick={() => files.remove(one)} />
        </li>
      ))}
      {files.coming.map((one) => (
        <Coming key={one.key} coming={one} files={files} />
      ))}
    </ul>
  )
}

function Coming({ coming, files }: { coming: ComingFile; files: Files }) {
  const { file, part, isHeld, problem, mayComeLater } = coming
  return (
    <li data-failed={problem !== null || undefined}>
      <Icon name={problem === null ? 'paper' : 'warning'} size={13} />
      <span>{file.name}</span>
      <span className={styles.size}>{bytesOf(file.size)}</span>
      {problem === null ? (
        <>
          <progress value={part} max={1} aria-label={t`How much of ${file.name} is there`} />
          {isHeld && <span role="status">{t`Goes on when the connection is back`}</span>}
        </>
      ) : (
        <>
          <span role="alert">{problem}</span>
          {mayComeLater && (
            <Button size="compact-xs" variant="default" onClick={() => files.again(coming)}>
              {t`Try again`}
            </Button>
          )}
        </>
      )}
      <Off name={file.name} onClick={() => files.stop(coming)} />
    </li>
  )
}

const Off = ({ name, onClick }: { name: string; onClick: () => void }) => (
  <ActionIcon size={24} variant="subtle" color="gray" aria-label={t`Take ${name} off`} onClick={onClick}>
    <Icon name="cross" size={11} />
  </ActionIcon>
)
