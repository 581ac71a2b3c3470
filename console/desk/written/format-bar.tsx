import { ActionIcon, Tooltip } from '@mantine/core'
import type { ReactNode, RefObject } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/words.ts'
import { changeField, selectedIn } from './change-field.ts'
import { changeOf, type Format } from './format.rules.ts'
import styles from './format-bar.module.css'

interface Tool {
  readonly format: Format
  readonly name: string
  readonly sign: ReactNode
  /** With Ctrl or Command. */
  readonly key?: string
}

const tools: readonly Tool[] = [
  { format: 'bold', name: t`Bold`, sign: <strong>{t`B`}</strong>, key: 'b' },
  { format: 'italic', name: t`Italic`, sign: <em>{t`I`}</em>, key: 'i' },
  { format: 'code', name: t`Code`, sign: '</>', key: 'e' },
  { format: 'list', name: t`List`, sign: <Icon name="list" size={14} /> },
  { format: 'quote', name: t`Quote`, sign: '”' },
  { format: 'link', name: t`Link`, sign: <Icon name="link" size={14} /> },
]

/** The format that a press with Ctrl or Command means. */
export const formatOfKey = (key: string): Format | undefined => tools.find((one) => one.key === key)?.format

/** Gives what is selected a format. */
export function FormatBar({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  return (
    <span role="group" aria-label={t`Format`} className={styles.bar}>
      {tools.map(({ format, name, sign, key }) => (
        <Tooltip key={format} label={key === undefined ? name : t`${name} (Ctrl ${key.toUpperCase()})`}>
          <ActionIcon
            size={28}
            variant="subtle"
            color="gray"
            aria-label={name}
            // The field keeps its selection.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => field.current && changeField(field.current, changeOf(format, selectedIn(field.current)))}
          >
            <span aria-hidden="true">{sign}</span>
          </ActionIcon>
        </Tooltip>
      ))}
    </span>
  )
}
