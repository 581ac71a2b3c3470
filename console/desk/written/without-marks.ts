/** The words of a text of ours where it is cut: the marks of its format are none. */
export const withoutMarks = (text: string): string =>
  text.replaceAll(/\*{1,3}(?=\S)|(?<=\S)\*{1,3}|`{1,3}|~~|^> |\]\([^)\s]*\)|\[(?=[^\]]*\]\()/gm, '')
