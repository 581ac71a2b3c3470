import { ActionIcon, Tooltip } from '@mantine/core'
import type { RefObject } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { changeField, selectedIn } from '../written/change-field.ts'

/** Writes the sign that offers the snippets, as the key does. */
export function AddSnippet({ field }: { field: RefObject<HTMLTextAreaElement | null> }) {
  const offer = (): void => {
    if (field.current === null) return
    const { text, from, to } = selectedIn(field.current)
    const words = from === 0 || /\s/.test(text[from - 1] ?? '') ? ';' : ' ;'
    const end = from + words.length
    changeField(field.current, { from, to, words, selects: [end, end] })
  }
  return (
    <Tooltip label="Insert a snippet: ; and its name">
      <ActionIcon size={30} variant="default" aria-label="Insert a snippet" onClick={offer}>
        <Icon name="note" size={15} />
      </ActionIcon>
    </Tooltip>
  )
}
