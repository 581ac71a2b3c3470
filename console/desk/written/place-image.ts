import { attachedImage } from '@bellwether/contract/attached-image.ts'
import { changeField, selectedIn } from './change-field.ts'

/** Puts the images among these files into a text, each on a line of its own. */
export function placeImages(field: HTMLTextAreaElement, files: readonly { name: string; type: string }[]): void {
  const images = files.filter(({ type }) => type.startsWith('image/'))
  if (images.length === 0) return
  const { text, from, to } = selectedIn(field)
  const before = from === 0 || text[from - 1] === '\n' ? '' : '\n'
  const words = `${before}${images.map(({ name }) => `${attachedImage(name)}\n`).join('')}`
  changeField(field, { from, to, words, selects: [from + words.length, from + words.length] })
}
