import { badInput, conflict, forbidden } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { personName, staffById } from '../../people/people.ts'
import { allow, may } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { lockRota } from '../lock-rota.ts'
import { ownPerson } from '../own-person.ts'
import type { Rota } from '../rota.store.ts'
import { knownTo, presentSwap } from './present-swap.ts'
import { dueOf, holderOf, overlap } from './swap.rules.ts'
import { findOpenSwaps, insertSwap } from './swap.store.ts'
import { tellAsked } from './tell-of-swap.ts'

const furthestMilliseconds = 400 * 86_400_000

interface Span {
  readonly startsAt: Date
  readonly endsAt: Date
}

interface NewSwap extends Span {
  readonly rota: string
  readonly to?: string | undefined
  readonly inReturn?: Span | undefined
  readonly note: string
}

/** Asks for cover of a shift, or of a part of one. Whoever changes rotas asks in the name of whoever has it. */
export async function askForCover(ctx: Context, asked: NewSwap) {
  allow(ctx, 'pager.acknowledge')
  return inTransaction(ctx, async (ctx) => {
    const rota = await lockRota(ctx, asked.rota)
    requireAhead(ctx, asked, '')
    const personId = await holder(ctx, rota, asked)
    await requireAskable(ctx, rota, asked, personId)
    const open = await findOpenSwaps(ctx, rota.id)
    if (open.some((one) => one.personId === personId && overlap(one, asked)))
      throw new Problem(conflict, said`Cover is asked for then already: withdraw that first.`)
    const { startsAt, endsAt, to, inReturn, note } = asked
    const terms = {
      personId,
      startsAt,
      endsAt,
      toId: to ?? null,
      returnStartsAt: inReturn?.startsAt ?? null,
      returnEndsAt: inReturn?.endsAt ?? null,
    }
    const by = { askedAt: now(ctx), askedBy: ownPerson(ctx) }
    const swap = await insertSwap(ctx, { rotaId: rota.id, ...terms, note, ...by, dueAt: dueOf(terms) })
    const detail = { swap: swap.id, person: personId, to: swap.toId, startsAt, endsAt }
    await recordAudit(ctx, { action: 'pager.ask-for-cover', about: { module: 'pager', id: rota.id }, detail })
    await tellAsked(ctx, { rota, swap })
    return presentSwap(ctx, swap)
  })
}

function requireAhead(ctx: Context, { startsAt, endsAt }: Span, at: string): void {
  if (startsAt <= now(ctx)) throw refused(`${at}/startsAt`, said`It has begun: ask for what is still to come.`)
  if (endsAt.getTime() - now(ctx).getTime() > furthestMilliseconds)
    throw refused(`${at}/endsAt`, said`Ask for what comes within 400 days.`)
}

async function holder(ctx: Context, rota: Rota, span: Span): Promise<string> {
  const personId = holderOf(rota, span)
  if (personId === undefined) throw refused('/startsAt', said`Not all of it is a shift of one person.`)
  if (personId === ownPerson(ctx) || may(ctx, 'pager.write')) return personId
  const { name } = await personName(ctx, personId)
  throw new Problem(forbidden, said`${name} is on then: they ask for cover, or whoever may change rotas.`)
}

async function requireAskable(ctx: Context, rota: Rota, { to, inReturn }: NewSwap, personId: string): Promise<void> {
  if (to === undefined) {
    if (inReturn !== undefined) throw refused('/to', said`Choose who is asked: what is taken in return is theirs.`)
    return
  }
  if (to === personId) throw refused('/to', said`It is their own shift.`)
  const isOnStaff = (await staffById(ctx, [to])).length > 0
  if (!isOnStaff || !(await knownTo(ctx, rota)).includes(to))
    throw refused('/to', said`Choose somebody who is on the rota or on its team.`)
  if (inReturn === undefined) return
  requireAhead(ctx, inReturn, '/inReturn')
  if (holderOf(rota, inReturn) !== to)
    throw refused('/inReturn/startsAt', said`Not all of it is a shift of whoever is asked.`)
}

const refused = (pointer: string, detail: string) => new Problem(badInput, undefined, { errors: [{ pointer, detail }] })
