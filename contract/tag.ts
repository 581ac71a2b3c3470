import { z } from 'zod'

const lettersMax = 50

/** `Slow  Fonts` is the tag `slow-fonts`: who writes it in another way means the same. */
export const tagOf = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replaceAll(/[\s,]+/g, '-')

/** Something that support writes on tickets to find them again. */
export const Tag = z
  .string()
  .max(lettersMax)
  .overwrite(tagOf)
  .regex(/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._:/#+-]*$/u, 'Use letters, digits and . _ : / # + -')
  .max(lettersMax)
