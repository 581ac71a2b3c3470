import { z } from 'zod'
import { said } from './said.ts'
import { Condition, conditionOver } from './condition.ts'
import { ticketFields, ticketOrders } from './desk-views.ts'
import { Id } from './paging.ts'
import { forbidden, notFound, problemKind } from './problem.ts'
import { route } from './route.ts'
import { TeamRef } from './team-ref.ts'
import { sharing } from './sharing-shape.ts'
import { columnsMax, ticketColumnNames, usualColumns } from './view-columns.ts'

export const ownViewsMax = 100

export const viewTooWide = problemKind(
  'view-too-wide',
  409,
  'This would look through too many tickets',
  'Narrow it: to open tickets, to a customer, an owner or a tag, or to a shorter time.',
)
export const tooManyViews = problemKind(
  'too-many-views',
  409,
  'You have as many views as may be',
  said`Delete one first: everybody may have ${ownViewsMax}.`,
)

const name = z.string().trim().min(1).max(80)

const Column = z
  .union([z.enum(ticketColumnNames), z.string().regex(/^field:[a-z][a-z0-9-]{0,40}$/)])
  .meta({ examples: ['owner'] })

/** `field:` and the key of a field of tickets; with `:desc` the largest first. */
const FieldOrder = z.templateLiteral(['field:', z.string().regex(/^[a-z][a-z0-9-]{0,40}(?::desc)?$/)])
export const ViewOrder = z.union([z.enum(ticketOrders), FieldOrder]).meta({ examples: ['due'] })

export const OwnView = z.object({
  id: Id,
  name: z.string(),
  where: Condition,
  order: ViewOrder,
  columns: z.array(z.string()).describe('Those of the list, or `field:` and the key of a field of tickets'),
  owner: z.object({ id: Id, name: z.string() }),
  isForEverybody: z.boolean(),
  teams: z.array(TeamRef),
  isPinned: z.boolean().describe('The reader keeps it in the side bar, with its count'),
  isOwn: z.boolean().describe('The reader made it'),
  mayChange: z.boolean(),
})
export type OwnView = z.infer<typeof OwnView>

const body = z.object({
  name,
  where: conditionOver(ticketFields).meta({ examples: [{ field: 'isUrgent', op: '=', value: true }] }),
  order: ViewOrder.default('due'),
  columns: z
    .array(Column)
    .max(columnsMax)
    .default([...usualColumns]),
  ...sharing,
})

export const listViews = route({
  method: 'GET',
  path: '/api/desk/views',
  summary: 'The views that somebody made and you may use, your own first',
  answer: z.object({ items: z.array(OwnView) }),
})

export const addView = route({
  method: 'POST',
  path: '/api/desk/views',
  summary: 'Keep a condition over tickets as a view, for yourself, for teams or for everybody; it is pinned for you',
  body,
  answer: OwnView,
  status: 201,
  problems: [tooManyViews],
})

export const changeView = route({
  method: 'PUT',
  path: '/api/desk/views/{id}',
  summary: 'Change a view of your own; with `desk.configure` also one that is shared with you',
  params: z.object({ id: Id }),
  body,
  answer: OwnView,
  problems: [notFound, forbidden],
})

export const deleteView = route({
  method: 'DELETE',
  path: '/api/desk/views/{id}',
  summary:
    'Delete a view of your own, for everybody who used it; with `desk.configure` also one that is shared with you',
  params: z.object({ id: Id }),
  answer: z.object({ deleted: z.literal(true) }),
  problems: [notFound, forbidden],
})

export const pinView = route({
  method: 'PUT',
  path: '/api/desk/views/{id}/pin',
  summary: 'Keep a view in your side bar, or take it out',
  params: z.object({ id: Id }),
  body: z.object({ isPinned: z.boolean() }),
  answer: OwnView,
  problems: [notFound],
})

/** What is more than this is said to be more. */
export const viewCountMax = 1000

export const countViews = route({
  method: 'GET',
  path: '/api/desk/view-counts',
  summary: 'How many tickets each of your pinned views holds now',
  answer: z.object({
    items: z.array(
      z.object({
        id: Id,
        count: z
          .number()
          .int()
          .nullable()
          .describe(`${viewCountMax + 1} stands for more than ${viewCountMax}; null: it takes too long to count`),
      }),
    ),
  }),
})
