import { z } from 'zod'
import { said } from './said.ts'

/** What a ticket is about, in a line, as somebody on staff or a customer writes it. */
export const Subject = z
  .string()
  .trim()
  .min(1, said`Write a subject.`)
  .max(500)
