import { z } from 'zod'
import { said } from './said.ts'
import { tagOf } from './tag.ts'

const lettersMax = 50

/** Something that support writes on tickets to find them again. */
export const Tag = z
  .string()
  .max(lettersMax)
  .overwrite(tagOf)
  .regex(/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._:/#+-]*$/u, said`Use letters, digits and . _ : / # + -`)
  .max(lettersMax)
