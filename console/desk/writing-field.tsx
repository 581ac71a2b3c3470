import { Button, Textarea } from '@mantine/core'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { KeyCaps } from '../ui/key-caps.tsx'
import { isSendKey } from '../ui/send-on-key.ts'
import styles from './composer.module.css'
import { AddFiles } from './files/add-files.tsx'
import { FileList } from './files/file-list.tsx'
import { pastedFiles } from './files/pasted-files.ts'
import type { Files } from './files/use-files.ts'

interface WritingFieldProps {
  field: RefObject<HTMLTextAreaElement | null>
  label: string
  placeholder: string
  text: string
  /** The server has it, too. */
  isKept: boolean
  onText: (text: string) => void
  onSend: () => void
  send: string
  isBusy: boolean
  files: Files
  color: string
  /** Beside the button that sends. */
  beside?: ReactNode
  /** After it: other ways to send. */
  ways?: ReactNode
}

/** A text that is kept until it is sent, by the button or by its key. */
export function WritingField({ field, ...props }: WritingFieldProps) {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isSendKey(event)) return
    event.preventDefault()
    props.onSend()
  }
  return (
    <>
      <Textarea
        ref={field}
        aria-label={props.label}
        placeholder={props.placeholder}
        value={props.text}
        onChange={(event) => props.onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const pasted = pastedFiles(event.clipboardData)
          if (pasted.length === 0) return
          event.preventDefault()
          props.files.add(pasted)
        }}
        minRows={1}
        maxRows={14}
        classNames={{ input: styles.input ?? '' }}
      />
      <FileList files={props.files} />
      <div className={styles.foot}>
        <AddFiles onFiles={props.files.add} />
        <span className={styles.kept}>{keptWords(props)}</span>
        {props.beside}
        <KeyCaps keys="mod+Enter" />
        <Button
          size="xs"
          color={props.color}
          loading={props.isBusy}
          disabled={props.text.trim() === '' || props.files.isComing}
          onClick={props.onSend}
        >
          {props.send}
        </Button>
        {props.ways}
      </div>
    </>
  )
}

function keptWords({ text, isKept, files }: Pick<WritingFieldProps, 'text' | 'isKept' | 'files'>): string {
  if (files.isComing) return 'Files are on their way'
  if (text.trim() === '') return ''
  return isKept ? 'Draft kept' : 'Draft kept on this device'
}
