import { isDeepStrictEqual } from 'node:util'
import type { z } from 'zod'
import { type OpeningAct, type RecurringTicket, recurringMax, tooManyRecurring } from '@bellwether/contract/desk.ts'
import type { Recurrence } from '@bellwether/contract/recurrence.ts'
import { notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { namesById } from '../../people/people.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson } from '../change-ticket.ts'
import { checkActs } from '../rules/check-acts.ts'
import { findTickets } from '../ticket.store.ts'
import { nextOccurrence } from './recurrence.rules.ts'
import {
  deleteRecurringRow,
  findRecurring,
  insertRecurring,
  lockRecurring,
  type RecurringRow,
  updateRecurring,
} from './recurring.store.ts'

interface RecurringInput {
  readonly subject: string
  readonly text: string
  readonly recurrence: Recurrence
  readonly acts: readonly OpeningAct[]
  readonly isOn: boolean
  readonly waitsForLast: boolean
}

type Answer = Presented<z.input<typeof RecurringTicket>>

/** Tickets for ourselves that open again and again, the next one first. */
export async function listRecurringTickets(ctx: Context): Promise<Answer[]> {
  allow(ctx, 'desk.read')
  return present(ctx, await findRecurring(ctx))
}

async function present(ctx: Context, rows: readonly RecurringRow[]): Promise<Answer[]> {
  const [names, tickets] = await Promise.all([
    namesById(ctx, { people: rows.map(({ changedBy }) => changedBy) }),
    findTickets(
      ctx,
      rows.flatMap(({ lastTicketId }) => lastTicketId ?? []),
    ),
  ])
  return rows.map(({ changedBy, changedAt: _, lastTicketId, nextAt, ...rest }) => {
    const last = tickets.find(({ id }) => id === lastTicketId)
    return {
      ...rest,
      nextAt: rest.isOn ? nextAt : null,
      last: last ? { id: last.id, number: last.number, openedAt: last.createdAt } : null,
      changedBy: names.person(changedBy),
    }
  })
}

async function presentOne(ctx: Context, id: string): Promise<Answer> {
  const rows = (await findRecurring(ctx)).filter((row) => row.id === id)
  const [one] = await present(ctx, rows)
  if (!one) throw noSuch()
  return one
}

const noSuch = (): Problem => new Problem(notFound, said`There is no such recurring ticket.`)

export async function addRecurringTicket(ctx: Context, input: RecurringInput): Promise<Answer> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    await lockRecurring(ctx)
    if ((await findRecurring(ctx)).length >= recurringMax) throw new Problem(tooManyRecurring)
    const id = await insertRecurring(ctx, await fieldsOf(ctx, input))
    await audit(ctx, id, 'add', input)
    return presentOne(ctx, id)
  })
}

/** Those that were opened stay as they are. One that is due still opens; at another time the next one is from now on. */
export async function changeRecurringTicket(ctx: Context, id: string, input: RecurringInput): Promise<Answer> {
  allow(ctx, 'desk.configure')
  return inTransaction(ctx, async (ctx) => {
    await lockRecurring(ctx)
    const before = (await findRecurring(ctx)).find((row) => row.id === id)
    if (!before) throw noSuch()
    const isAsBefore = before.isOn === input.isOn && isDeepStrictEqual(before.recurrence, input.recurrence)
    const fields = await fieldsOf(ctx, input)
    await updateRecurring(ctx, id, isAsBefore ? { ...fields, nextAt: before.nextAt } : fields)
    await audit(ctx, id, 'change', input)
    return presentOne(ctx, id)
  })
}

export async function deleteRecurringTicket(ctx: Context, id: string): Promise<void> {
  allow(ctx, 'desk.configure')
  await inTransaction(ctx, async (ctx) => {
    if (!(await deleteRecurringRow(ctx, id))) throw noSuch()
    await recordAudit(ctx, { action: 'desk.delete-recurring-ticket', about: { module: 'desk', id } })
  })
}

async function fieldsOf(ctx: Context, { recurrence, acts, ...rest }: RecurringInput) {
  await checkActs(ctx, acts)
  return {
    ...rest,
    recurrence: JSON.stringify(recurrence),
    acts: JSON.stringify(acts),
    nextAt: nextOccurrence(recurrence, now(ctx)),
    changedAt: now(ctx),
    changedBy: actingPerson(ctx).id,
  }
}

/** The audit keeps no words of it: they may name somebody. */
const audit = (ctx: Context, id: string, verb: 'add' | 'change', { recurrence, acts, isOn }: RecurringInput) =>
  recordAudit(ctx, {
    action: `desk.${verb}-recurring-ticket`,
    about: { module: 'desk', id },
    detail: { recurrence, isOn, acts: acts.map(({ kind }) => kind) },
  })
