import type { Change, Selected } from './format.rules.ts'

export const selectedIn = ({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Selected => ({
  text: value,
  from: selectionStart,
  to: selectionEnd,
})

/** Changes the text of a field as if somebody typed it: the field's own undo brings back what was there. */
export function changeField(field: HTMLTextAreaElement, { from, to, words, selects }: Change): void {
  field.focus()
  field.setSelectionRange(from, to)
  if (words !== '') document.execCommand('insertText', false, words)
  // Of nothing selected it would take the letter before.
  else if (from < to) document.execCommand('delete')
  field.setSelectionRange(...selects)
}
