import type { RuleEvent } from '@bellwether/contract/rule-events.ts'
import { said } from '@bellwether/contract/said.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { refreshFacts } from '../figures/refresh-facts.ts'
import { insertChange } from '../message.store.ts'
import { refusalOf } from '../refusal-of.ts'
import { findFirstMessageId } from '../split.store.ts'
import { asksFacts } from '../ticket-columns.ts'
import { findTicket } from '../ticket.store.ts'
import { namedNow, withNames } from '../views/named-values.ts'
import { doAct } from './do-act.ts'
import { deleteRun, findHolds, findRulesAfter, insertRun, type RuleRow } from './rule.store.ts'

/** Something that happened to a ticket: which, and the id of what tells it from the next one. */
interface Happened {
  readonly event: RuleEvent
  readonly ticketId: string
  readonly about: string
}

export async function followRulesOfOpened(ctx: Context, { ticketId }: { ticketId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await followRules(ctx, { event: 'opened', ticketId, about: ticketId })
}

/** What a ticket was opened with is not another word. */
export async function followRulesOfWord(
  ctx: Context,
  { ticketId, messageId }: { ticketId: string; messageId: string },
): Promise<void> {
  allowJobsOnly(ctx)
  if ((await findFirstMessageId(ctx, ticketId)) === messageId) return
  await followRules(ctx, { event: 'customer-wrote', ticketId, about: messageId })
}

export async function followRulesOfAnswer(
  ctx: Context,
  { ticketId, handOffId }: { ticketId: string; handOffId: string },
): Promise<void> {
  allowJobsOnly(ctx)
  await followRules(ctx, { event: 'came-back', ticketId, about: handOffId })
}

export async function followRulesOfBreach(
  ctx: Context,
  { ticketId, clockId }: { ticketId: string; clockId: string },
): Promise<void> {
  allowJobsOnly(ctx)
  await followRules(ctx, { event: 'breached', ticketId, about: clockId })
}

/**
 * Follows every rule for what happened, in their order, each in a transaction of its own and once for each fact; each sees
 * what those before it did. What rules do is nothing that a rule follows.
 */
async function followRules(ctx: Context, happened: Happened): Promise<void> {
  for (const rule of await findRulesAfter(ctx, happened.event)) await followRule(ctx, rule, happened)
}

async function followRule(ctx: Context, rule: RuleRow, { ticketId, about }: Happened): Promise<void> {
  const ticket = await findTicket(ctx, ticketId)
  // What ended meanwhile needs nothing more.
  if (ticket?.state !== 'open') return
  try {
    await inTransaction(ctx, async (ctx) => {
      if (asksFacts(rule.condition)) await refreshFacts(ctx)
      if (!(await findHolds(ctx, ticketId, withNames(await namedNow(ctx), rule.condition)))) return
      if (!(await insertRun(ctx, { ruleId: rule.id, about, ticketId }))) return
      let isChanged = false
      for (const act of rule.acts) if (await doAct(ctx, ticketId, act)) isChanged = true
      // What was so before is nothing to speak of.
      if (isChanged) await noteRule(ctx, ticketId, said`did this by the rule “${rule.name}”`)
      else await deleteRun(ctx, { ruleId: rule.id, about })
    })
  } catch (error) {
    const reason = refusalOf(ctx, error)
    await inTransaction(ctx, async (ctx) => {
      if (await insertRun(ctx, { ruleId: rule.id, about, ticketId }))
        await noteRule(ctx, ticketId, said`could not follow the rule “${rule.name}”: ${reason}`)
    })
  }
}

const noteRule = (ctx: Context, ticketId: string, what: string): Promise<void> =>
  insertChange(ctx, { ticketId, at: now(ctx), who: 'Bellwether', what })
