import { z } from 'zod'
import { ImportedCustomer } from './customer-shapes.ts'
import { Id, Instant, pageOf, pageQuery } from './paging.ts'
import { notFound, problemKind } from './problem.ts'
import { route } from './route.ts'

export const importUndone = problemKind(
  'import-undone',
  409,
  'This import was undone',
  'Begin another one: leave `importId` out.',
)

const Customers = z.array(ImportedCustomer).min(1).max(1000)

export const importCustomers = route({
  method: 'POST',
  path: '/api/customers/import',
  summary: 'Add or bring up to date many customers by key; what is left out stays, and repeating it changes nothing',
  body: z.object({
    customers: Customers,
    importId: Id.optional().describe(
      'As the batch before answered it: both are one import, which is undone as a whole',
    ),
  }),
  answer: z.object({
    importId: Id.nullable().describe('null where there is nothing to undo'),
    added: z.number().int(),
    changed: z.number().int(),
  }),
  problems: [notFound, importUndone],
})

export const ImportChange = z.object({
  field: z.string().describe('As in the API; `fields.key` for a field of the organisation’s own'),
  from: z.array(z.string()).describe('What goes, in words'),
  to: z.array(z.string()).describe('What comes, in words'),
})
export type ImportChange = z.infer<typeof ImportChange>

export const PreviewedRow = z.object({
  key: z.string(),
  name: z.string(),
  outcome: z.enum(['added', 'changed', 'unchanged', 'refused']),
  changes: z.array(ImportChange),
  takes: z
    .array(z.object({ what: z.string(), from: z.string() }))
    .describe('Sites, domains and addresses that are of another customer now'),
  why: z.string().nullable().describe('Why it would be refused'),
})
export type PreviewedRow = z.infer<typeof PreviewedRow>

export const previewImport = route({
  method: 'POST',
  path: '/api/customers/import-preview',
  summary: 'What an import of these customers would do, row by row; nothing is changed',
  body: z.object({ customers: Customers }),
  answer: z.object({ rows: z.array(PreviewedRow) }),
})

export const CustomerImport = z.object({
  id: Id,
  at: Instant,
  by: z.string(),
  added: z.number().int(),
  changed: z.number().int().describe('Also those who lost something to a customer of the import'),
  undoneAt: Instant.nullable().describe('When somebody began to undo it'),
  undone: z.number().int(),
  left: z.number().int().describe('Not undone, since somebody changed them after it'),
})
export type CustomerImport = z.infer<typeof CustomerImport>

export const listCustomerImports = route({
  method: 'GET',
  path: '/api/customers/imports',
  summary: 'Imports that changed something in the last thirty days, the newest first: so long they can be undone',
  query: z.object(pageQuery),
  answer: pageOf(CustomerImport),
})

export const undoCustomerImport = route({
  method: 'POST',
  path: '/api/customers/imports/{id}/undo',
  summary: 'Undo up to a hundred rows of an import; call it again until none remains. What was changed since is left',
  params: z.object({ id: Id }),
  answer: z.object({
    undone: z.number().int(),
    left: z.array(z.object({ key: z.string(), name: z.string(), why: z.string() })),
    remaining: z.number().int(),
  }),
  problems: [notFound],
})
