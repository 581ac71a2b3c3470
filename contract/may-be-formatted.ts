/** Whether a text may have any format: a quick look, which may say yes too often. */
export const mayBeFormatted = (text: string): boolean =>
  /[*`~[_]|^ {0,3}(?:[-+>#]|\d+[.)])|^(?: {4}|\t)|\|.*\||^ {0,3}(?:===|---)/m.test(text)
