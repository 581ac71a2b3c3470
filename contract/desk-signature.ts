import { z } from 'zod'
import { said } from './said.ts'
import { route } from './route.ts'
import { signatureLettersMax } from './signed-text.ts'
import { unfilledBlanks } from './snippet-text.ts'

const text = z
  .string()
  .trim()
  .max(signatureLettersMax)
  // Nobody looks at it before each mail: a blank that stays one would reach the customer.
  .refine((words) => unfilledBlanks(words).every((blank) => blank.toLowerCase() === '{my name}'), {
    error: said`Only {my name} is filled in here: write out the rest.`,
  })
  .meta({ examples: ['{my name}, support of Example'] })
  .describe('{my name} stands for the name of whoever sends')

/** Of a text that is sent to a customer: what stands below it. */
export const signature = z
  .string()
  .max(signatureLettersMax)
  .default('')
  .describe('What stands below the text in the mail, after a line of two dashes; nothing where it is left out')

export const Signatures = z.object({
  own: z.string().nullable().describe('Yours; null where you have that of the desk'),
  ofDesk: z.string().describe('What everybody has who made none of their own'),
})
export type Signatures = z.infer<typeof Signatures>

export const getSignatures = route({
  method: 'GET',
  path: '/api/desk/signatures',
  summary: 'What stands below what you send to customers',
  answer: Signatures,
})

export const setSignature = route({
  method: 'PUT',
  path: '/api/desk/signatures/own',
  summary: 'Say what stands below what you send to customers',
  body: z.object({ text: text.nullable().describe('null: that of the desk; empty: nothing') }),
  answer: Signatures,
})

export const setDeskSignature = route({
  method: 'PUT',
  path: '/api/desk/signatures/desk',
  summary: 'Say what stands below what everybody sends who made no signature of their own',
  body: z.object({ text }),
  answer: Signatures,
})
