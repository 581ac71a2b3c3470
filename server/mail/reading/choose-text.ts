/** A text and what can be read in another version of it alone. */
export interface Chosen {
  readonly shown: 'plain' | 'html'
  readonly more: string
}

const stubWordsMax = 60

/**
 * Of a mail in two versions the one that says something. A short plain text whose words are not in the
 * HTML only says that there is HTML.
 */
export function chooseText(plain: string, html: string): Chosen {
  const plainWords = wordsOf(plain)
  const htmlWords = wordsOf(html)
  if (plainWords.length === 0) return { shown: htmlWords.length > 0 ? 'html' : 'plain', more: '' }
  if (htmlWords.length === 0) return { shown: 'plain', more: '' }
  const inHtml = new Set(htmlWords)
  const share = plainWords.filter((word) => inHtml.has(word)).length / plainWords.length
  const isStub = plainWords.length <= stubWordsMax && share < 0.6
  return isStub
    ? { shown: 'html', more: linesOnlyIn(plain, new Set(htmlWords)) }
    : { shown: 'plain', more: linesOnlyIn(html, new Set(plainWords)) }
}

/** The lines that have a word which is not among these. */
export const linesOnlyIn = (text: string, known: ReadonlySet<string>): string =>
  text
    .split('\n')
    .filter((line) => wordsOf(line.replaceAll(/\[image: [^\]]{0,300}\]/g, ' ')).some((word) => !known.has(word)))
    .join('\n')

/** Words to compare; addresses of pages do not count as words, nor what nobody sees. */
export const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/https?:\/\/\S+|\p{Cf}/gu, '')
    .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
