import { badInput, conflict, forbidden, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Page } from '../../platform/database/page-by-key.ts'
import { peopleById, staffById } from '../../people/people.ts'
import { allow, allowJobsOnly, may } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { dayMilliseconds } from '../hours.rules.ts'
import { ownPerson } from '../own-person.ts'
import { findRotasWith } from '../rota.store.ts'
import { shiftsIn } from '../rota.rules.ts'
import { joinedSpans, dayAt, spanOfDays } from './leave.rules.ts'
import {
  countLeave,
  deleteLeave,
  deleteLeaveOf,
  findLeave,
  findLeaveFrom,
  insertLeave,
  type LeaveRow,
} from './leave.store.ts'

const daysAheadMax = 400
const leaveMax = 100

/** Who is away now and later. Why, only they read, and whoever changes rotas. */
export async function listLeave(ctx: Context, { person, ...page }: Page & { person?: string | undefined }) {
  allow(ctx, 'pager.read')
  // Where it is still yesterday leave may run that is over here.
  const day = dayAt('UTC', now(ctx).getTime() - dayMilliseconds)
  const { items, nextCursor } = await findLeaveFrom(ctx, { ...page, day, personId: person })
  const shown = await present(ctx, items)
  return { items: shown.filter(({ endsAt }) => endsAt > now(ctx)), nextCursor }
}

interface NewLeave {
  readonly person?: string | undefined
  readonly firstOn: string
  readonly lastOn: string
  readonly note: string
}

/** Says that somebody is away: oneself, or anybody where one may change rotas. It takes nobody off call. */
export async function addLeave(ctx: Context, { person, ...leave }: NewLeave) {
  allow(ctx, rightOver(ctx, person))
  const own = ownPerson(ctx)
  const personId = person ?? own
  if (personId === null) throw new Problem(forbidden, said`Only a person is away.`)
  return inTransaction(ctx, async (ctx) => {
    const [found] = await staffById(ctx, [personId])
    if (found === undefined) throw refused('/person', said`Nobody on staff has this id.`)
    const today = dayAt(found.timeZone, now(ctx).getTime())
    if (leave.lastOn < today) throw refused('/lastOn', said`It is over: leave is for today and later.`)
    if (leave.firstOn > dayAt(found.timeZone, now(ctx).getTime(), daysAheadMax))
      throw refused('/firstOn', said`Leave begins within ${daysAheadMax} days.`)
    if ((await countLeave(ctx, { personId, day: today })) >= leaveMax)
      throw new Problem(conflict, said`Nobody is away more than ${leaveMax} times: remove some of it.`)
    const row = await insertLeave(ctx, { ...leave, personId, madeAt: now(ctx), madeBy: own })
    await audit(ctx, 'add-leave', row)
    const [presented] = await present(ctx, [row])
    if (presented === undefined) throw new Error('leave was presented as nothing')
    return { ...presented, shifts: await shiftsDuring(ctx, personId, presented) }
  })
}

/** Removes leave: one's own, or anybody's where one may change rotas. */
export async function removeLeave(ctx: Context, id: string) {
  allow(ctx, 'pager.acknowledge')
  return inTransaction(ctx, async (ctx) => {
    const leave = await findLeave(ctx, id)
    if (leave === undefined) throw new Problem(notFound, said`There is no such leave.`)
    if (leave.personId !== ownPerson(ctx) && !may(ctx, 'pager.write'))
      throw new Problem(forbidden, said`It is the leave of somebody else: they remove it, or whoever may change rotas.`)
    if (!(await deleteLeave(ctx, id))) throw new Problem(notFound, said`There is no such leave.`)
    await audit(ctx, 'remove-leave', leave)
    const [presented] = await present(ctx, [leave])
    if (presented === undefined) throw new Error('leave was presented as nothing')
    return presented
  })
}

/** Somebody left: nobody needs to know when they would have been away, or why. */
export async function forgetLeave(ctx: Context, { personId }: { personId: string }): Promise<void> {
  allowJobsOnly(ctx)
  await deleteLeaveOf(ctx, personId)
}

/** People may say it of themselves. */
const rightOver = (ctx: Context, personId: string | undefined) =>
  personId === undefined || personId === ownPerson(ctx) ? 'pager.acknowledge' : 'pager.write'

async function present(ctx: Context, rows: readonly LeaveRow[]) {
  const people = new Map(
    (await peopleById(ctx, [...new Set(rows.map(({ personId }) => personId))])).map((one) => [one.id, one]),
  )
  return rows.flatMap(({ id, personId, firstOn, lastOn, note }) => {
    const person = people.get(personId)
    if (person === undefined) return []
    const span = spanOfDays({ firstOn, lastOn }, person.timeZone)
    const isMine = personId === ownPerson(ctx) || may(ctx, 'pager.write')
    return [
      {
        id,
        person: { id: personId, name: person.name },
        firstOn,
        lastOn,
        startsAt: new Date(span.startsAt),
        endsAt: new Date(span.endsAt),
        note: isMine ? note : '',
        isMine,
      },
    ]
  })
}

/** The shifts of somebody that fall into their leave, from now on. */
async function shiftsDuring(ctx: Context, personId: string, leave: { startsAt: Date; endsAt: Date }) {
  const span = {
    startsAt: Math.max(leave.startsAt.getTime(), now(ctx).getTime()),
    endsAt: leave.endsAt.getTime(),
  }
  return (await findRotasWith(ctx, personId)).flatMap((rota) =>
    joinedSpans(shiftsIn(rota, span).filter((piece) => piece.personId === personId)).map(({ startsAt, endsAt }) => ({
      rota: { id: rota.id, name: rota.name },
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
    })),
  )
}

const audit = (ctx: Context, action: string, { id, personId, firstOn, lastOn }: LeaveRow) =>
  recordAudit(ctx, {
    action: `pager.${action}`,
    about: { module: 'pager', id: personId },
    detail: { leave: id, firstOn, lastOn },
  })

const refused = (pointer: string, detail: string) => new Problem(badInput, undefined, { errors: [{ pointer, detail }] })
