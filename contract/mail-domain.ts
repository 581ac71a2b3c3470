import { z } from 'zod'
import { said } from './said.ts'
import './sentences.ts'
import { isPublicDomain } from './public-domain.ts'

/** A domain at which all addresses are of one organisation. */
export const MailDomain = z
  .string()
  .max(253)
  .toLowerCase()
  .regex(/^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+$/, said`Write a domain such as acme.example.`)
  .refine((domain) => !isPublicDomain(domain), {
    error: ({ input }) =>
      said`${String(input)} is a public mail provider: anybody may have an address there. Name its contacts instead.`,
  })
  .meta({ examples: ['acme.example'] })
