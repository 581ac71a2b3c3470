import { z } from 'zod'
import { said } from './said.ts'
import './sentences.ts'

const wholeFrom1 = (most: number, range: string) => z.number(range).int(range).min(1, range).max(most, range)
const Days = wholeFrom1(90, said`Give whole days, from 1 to ${90}.`)
const Text = z
  .string()
  .trim()
  .min(1)
  .max(5000)
  .refine((text) => text.includes('{link}'), said`Write {link} where the link belongs.`)
  .meta({ examples: ['Is it solved? {link}'] })
  .describe('`{name}`, `{number}` and `{subject}` are filled in, and `{link}` by a link of the reader alone')

/** What happens by itself after an answer, and after the end. */
export const AfterCare = z.object({
  quiet: z
    .object({
      askAfterDays: Days.describe('Days without a word of theirs until they are asked whether it is solved'),
      closeAfterDays: Days.describe('Days without a word after that until the ticket is resolved'),
      text: Text,
    })
    .nullable()
    .describe('Of a ticket that waits on the customer; null: it waits for ever'),
  satisfaction: z
    .object({
      afterHours: wholeFrom1(720, said`Give whole hours, from 1 to ${720}.`),
      text: Text,
    })
    .nullable()
    .describe('Asked once after a resolution, a contact at most once a week; null: nobody is asked'),
})
export type AfterCare = z.infer<typeof AfterCare>
