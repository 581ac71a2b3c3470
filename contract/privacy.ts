import { z } from 'zod'
import { said } from './said.ts'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { notFound, problemKind } from './problem.ts'
import { fileRoute, route } from './route.ts'

/** What is kept of somebody outside, by any address of theirs. */
export const PersonData = z.object({
  addresses: z.array(z.string()).describe('Every address of theirs that is known, in lower case'),
  names: z.array(z.string()),
  customers: z.array(z.object({ id: Id, name: z.string() })),
  tickets: z.number().int().describe('Tickets whose contact they are'),
  otherTickets: z.number().int().describe('Tickets of others on which they wrote or take part'),
  mails: z.number().int().describe('Mails from them and to them, on whichever ticket or on none'),
  obstacle: z
    .string()
    .nullable()
    .describe('Why they cannot be erased now, and what to do about it; null where they can'),
})
export type PersonData = z.infer<typeof PersonData>

/** How far an erasure is; what comes next needs what came before. */
export const ErasureStage = z.enum([
  'contact',
  'tickets',
  'mails',
  'evidence',
  'elsewhere',
  'files',
  'proof',
  'finished',
])
export type ErasureStage = z.infer<typeof ErasureStage>

export const Erasure = z.object({
  id: Id,
  askedAt: Instant,
  askedBy: z.string(),
  stage: ErasureStage,
  trouble: z.string().nullable().describe('Why it does not go on at the moment; it is tried again by itself'),
  erased: z.object({
    contacts: z.number().int(),
    tickets: z
      .number()
      .int()
      .describe(
        'Tickets of theirs, with everything said on them; what was merged into others is their own words alone',
      ),
    messages: z.number().int().describe('Messages of theirs on tickets of others'),
    mails: z.number().int(),
    places: z.number().int().describe('Rows elsewhere in which one of their addresses stood'),
    events: z.number().int().describe('Events of the evidence in which one of their addresses stood'),
  }),
  finishedAt: Instant.nullable(),
  proof: z
    .object({
      at: Instant,
      tables: z.number().int().describe('Tables that were searched, each column that can hold words'),
      isEvidenceSearched: z.boolean().describe('false where this installation runs without the evidence engine'),
      left: z
        .array(z.object({ table: z.string(), rows: z.number().int() }))
        .describe('Where one of their addresses stands still, or again'),
      perhaps: z
        .array(z.object({ table: z.string(), rows: z.number().int() }))
        .describe('Where one stands within something longer, which may be the address of somebody else'),
    })
    .nullable()
    .describe(
      'What a search of every table for their addresses found at the end; mails of others are kept as they came',
    ),
})
export type Erasure = z.infer<typeof Erasure>

export const cannotErase = problemKind(
  'cannot-erase',
  409,
  'This person cannot be erased now',
  'Do what `detail` says, then ask again.',
)
export const ownAddress = problemKind('own-address', 409, 'This is an address of your own', 'Ask for somebody outside.')
export const otherConfirmation = problemKind(
  'other-confirmation',
  409,
  'The confirmation is another address',
  'Repeat the address of whom you want to erase.',
)

/** Looser than an address that we would write to: whatever came in once can be asked for. */
const Address = z
  .string()
  .trim()
  .max(320)
  .regex(/^[^\s@]+@[^\s@]+$/, said`Give an e-mail address.`)
const whom = z.object({ address: Address })

export const getPersonData = route({
  method: 'GET',
  path: '/api/privacy/person',
  summary: 'What is kept of somebody outside, by any address of theirs',
  query: whom,
  answer: PersonData,
})

export const exportPerson = fileRoute({
  path: '/api/privacy/person/export',
  summary: 'Everything that is kept of somebody outside, as an archive to be given to them',
  query: whom,
  file: {
    contentTypes: ['application/zip'],
    description: 'Tickets, mails and attachments, and a page that explains them',
  },
  problems: [ownAddress],
})

export const erasePerson = route({
  method: 'POST',
  path: '/api/privacy/erasures',
  summary: 'Erase somebody outside everywhere, for good; it goes on by itself and ends with a proof',
  body: whom.extend({ confirmation: z.string().describe('The address once more') }),
  answer: Erasure,
  status: 202,
  problems: [cannotErase, otherConfirmation],
})

export const listErasures = route({
  method: 'GET',
  path: '/api/privacy/erasures',
  summary: 'Erasures, the newest first; with an address those of whoever had it',
  query: z.object({ ...pageQuery, address: Address.optional() }),
  answer: pageOf(Erasure),
})

export const getErasure = route({
  method: 'GET',
  path: '/api/privacy/erasures/{id}',
  summary: 'An erasure, how far it is and its proof',
  params: z.object({ id: Id }),
  answer: Erasure,
  problems: [notFound],
})
