/** A text of so many letters is a log: it reads better as a file. */
export const longLetters = 20_000

/** The files that somebody pastes: files, images, and what is too long for a text. None: it is pasted as a text. */
export function pastedFiles(data: Pick<DataTransfer, 'files' | 'getData'>): File[] {
  const text = data.getData('text/plain')
  if (text.length >= longLetters) return [new File([text], 'pasted.txt', { type: 'text/plain' })]
  // What comes from a spreadsheet has a picture of itself beside.
  return text === '' ? [...data.files] : []
}
