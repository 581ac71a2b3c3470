/** `Slow  Fonts` is the tag `slow-fonts`: who writes it in another way means the same. */
export const tagOf = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    // Lowering may take letters apart again.
    .normalize('NFKC')
    .replaceAll(/[\s,]+/g, '-')
