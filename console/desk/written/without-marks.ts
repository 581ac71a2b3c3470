import { withNamedImages } from '@bellwether/contract/attached-image.ts'

/** More is shown nowhere. */
const shownMax = 1000

/** The words with which a text of ours begins, where it is cut: the marks of its format are none. */
export const withoutMarks = (text: string): string =>
  withNamedImages(text.slice(0, shownMax)).replaceAll(
    /\*{1,3}(?=\S)|(?<=\S)\*{1,3}|`{1,3}|~~|^> |\]\([^)\s]*\)|\[(?=[^\]]*\]\()/gm,
    '',
  )
