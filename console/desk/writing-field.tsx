import { Button, Textarea } from '@mantine/core'
import type { Ticket } from '@bellwether/contract/desk.ts'
import { mayBeFormatted } from '@bellwether/contract/may-be-formatted.ts'
import { unfilledBlank } from '@bellwether/contract/snippet-text.ts'
import { type KeyboardEvent, type ReactNode, type RefObject, useState } from 'react'
import { KeyCaps } from '../ui/key-caps.tsx'
import { isSendKey } from '../ui/send-on-key.ts'
import { t } from '../ui/words.ts'
import styles from './composer.module.css'
import { AddFiles } from './files/add-files.tsx'
import { FileList } from './files/file-list.tsx'
import { pastedFiles } from './files/pasted-files.ts'
import type { Files } from './files/use-files.ts'
import { useMentions } from './mentions/use-mentions.tsx'
import { useOffers } from './offers/use-offers.tsx'
import { AddSnippet } from './snippets/add-snippet.tsx'
import { useSnippets } from './snippets/use-snippets.tsx'
import { AttachedImages, imagesOf } from './written/attached-images.ts'
import { changeField, selectedIn } from './written/change-field.ts'
import { FormatBar, formatOfKey } from './written/format-bar.tsx'
import { changeOf, nextLine } from './written/format.rules.ts'
import { placeImages } from './written/place-image.ts'
import { Preview } from './written/preview.tsx'

interface WritingFieldProps {
  ticket: Ticket
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
  /** Colleagues can be mentioned in it. */
  hasMentions?: boolean
  color: string
  /** What will stand below the text. */
  below?: ReactNode
  /** Beside the button that sends. */
  beside?: ReactNode
  /** After it: other ways to send. */
  ways?: ReactNode
}

/** A text that is kept until it is sent, by the button or by its key. */
export function WritingField({ field, ...props }: WritingFieldProps) {
  const [isPreviewed, setPreviewed] = useState(false)
  const mentions = useOffers(field, props.text, useMentions(props.hasMentions ?? false))
  const snippets = useOffers(field, props.text, useSnippets(props.ticket))
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (mentions.takesKey(event) || snippets.takesKey(event)) return
    const blank =
      event.key === 'Tab' && !event.shiftKey ? unfilledBlank(props.text, event.currentTarget.selectionEnd) : null
    if (blank !== null) {
      event.preventDefault()
      return event.currentTarget.setSelectionRange(blank.from, blank.to)
    }
    if (isSendKey(event)) {
      event.preventDefault()
      return props.onSend()
    }
    const change = changeOfKey(event)
    if (change === undefined) return
    event.preventDefault()
    changeField(event.currentTarget, change)
  }
  return (
    <>
      <Textarea
        ref={field}
        dir="auto"
        aria-label={props.label}
        placeholder={props.placeholder}
        value={props.text}
        onChange={(event) => props.onText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onSelect={() => {
          mentions.onSelect()
          snippets.onSelect()
        }}
        {...mentions.fieldProps}
        {...snippets.fieldProps}
        onPaste={(event) => {
          const pasted = pastedFiles(event.clipboardData)
          if (pasted.length === 0) return
          event.preventDefault()
          placeImages(event.currentTarget, props.files.add(pasted))
        }}
        minRows={1}
        maxRows={14}
        classNames={{ input: styles.input ?? '' }}
      />
      {mentions.list}
      {snippets.list}
      {isPreviewed && mayBeFormatted(props.text) && (
        <AttachedImages value={imagesOf(props.files.kept)}>
          <Preview text={props.text} />
        </AttachedImages>
      )}
      {props.below}
      <FileList files={props.files} onPlace={(one) => field.current && placeImages(field.current, [one])} />
      <div className={styles.tools}>
        <AddFiles onFiles={props.files.add} />
        <FormatBar field={field} />
        <AddSnippet ticket={props.ticket} field={field} />
        {mayBeFormatted(props.text) && (
          <Button
            size="compact-xs"
            variant={isPreviewed ? 'filled' : 'subtle'}
            aria-pressed={isPreviewed}
            onClick={() => setPreviewed(!isPreviewed)}
          >
            {t`Preview`}
          </Button>
        )}
        <span className={styles.kept}>{keptWords(props)}</span>
      </div>
      <div className={styles.foot}>
        <span className={styles.beside}>{props.beside}</span>
        <span className={styles.caps}>
          <KeyCaps keys="mod+Enter" />
        </span>
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

/** A key that gives what is selected a format, or goes on with a list. */
function changeOfKey({
  key,
  ctrlKey,
  metaKey,
  shiftKey,
  altKey,
  nativeEvent,
  currentTarget,
}: KeyboardEvent<HTMLTextAreaElement>) {
  if (altKey || shiftKey || nativeEvent.isComposing) return undefined
  const at = selectedIn(currentTarget)
  if (!ctrlKey && !metaKey) return key === 'Enter' ? nextLine(at) : undefined
  const format = formatOfKey(key.toLowerCase())
  return format && changeOf(format, at)
}

function keptWords({ text, isKept, files }: Pick<WritingFieldProps, 'text' | 'isKept' | 'files'>): string {
  if (files.isComing) return t`Files are on their way`
  if (text.trim() === '') return files.kept.length > 0 ? t`Write a line to go with the files` : ''
  return isKept ? t`Draft kept` : t`Draft kept on this device`
}
