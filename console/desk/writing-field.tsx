import { Button, Textarea } from '@mantine/core'
import type { KeyboardEvent, ReactNode, RefObject } from 'react'
import { KeyCaps } from '../ui/key-caps.tsx'
import { isSendKey } from '../ui/send-on-key.ts'
import styles from './composer.module.css'

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
        minRows={1}
        maxRows={14}
        classNames={{ input: styles.input ?? '' }}
      />
      <div className={styles.foot}>
        <span className={styles.kept}>{keptWords(props)}</span>
        {props.beside}
        <KeyCaps keys="mod+Enter" />
        <Button
          size="xs"
          color={props.color}
          loading={props.isBusy}
          disabled={props.text.trim() === ''}
          onClick={props.onSend}
        >
          {props.send}
        </Button>
        {props.ways}
      </div>
    </>
  )
}

function keptWords({ text, isKept }: Pick<WritingFieldProps, 'text' | 'isKept'>): string {
  if (text.trim() === '') return ''
  return isKept ? 'Draft kept' : 'Draft kept on this device'
}
