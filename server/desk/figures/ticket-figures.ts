import type { Channel } from '@bellwether/contract/desk.ts'
import type { TicketFigures, TicketSplit } from '@bellwether/contract/desk-figures.ts'
import { said } from '@bellwether/contract/said.ts'
import { customersBy } from '../../customers/customers.ts'
import { namesById } from '../../people/people.ts'
import type { Context } from '../../platform/context.ts'
import { allow, asPart } from '../../platform/permissions.ts'
import { type FigureRow, rowsMax, rowsOfWeeks, rowsWithMost } from './figure-rows.rules.ts'
import { ticketFigures, type TicketSums, type WeekSums } from './figure.rules.ts'
import { findTicketWeeks, findTopCustomerWeeks } from './figure.store.ts'
import { refreshFacts } from './refresh-facts.ts'
import { askedWeeks, type Period } from './asked-weeks.ts'
import type { Weeks } from './week.rules.ts'

type Row = FigureRow<TicketFigures>

/** How the tickets went that were opened in these weeks. */
export async function getTicketFigures(ctx: Context, { by, ...period }: Period & { by: TicketSplit }) {
  allow(ctx, 'desk.read')
  const { weeks, before } = askedWeeks(period)
  await refreshFacts(ctx)
  const [all, earlier] = await Promise.all([
    findTicketWeeks(ctx, 'week', weeks.mondays),
    findTicketWeeks(ctx, 'week', before.mondays),
  ])
  const { rows, more } = await rowsBy(ctx, by, { weeks, all })
  const names = await namesOf(ctx, by, rows)
  return {
    from: weeks.from,
    until: weeks.until,
    totals: totalOf(all),
    before: { from: before.from, until: before.until, totals: totalOf(earlier) },
    rows: rows.map((row) => ({ ...row, name: names(row.key) })),
    more,
  }
}

const totalOf = (weeks: readonly WeekSums<TicketSums>[]): TicketFigures => ticketFigures(weeks.map(({ sums }) => sums))

async function rowsBy(
  ctx: Context,
  by: TicketSplit,
  { weeks, all }: { weeks: Weeks; all: readonly WeekSums<TicketSums>[] },
): Promise<{ rows: Row[]; more: number }> {
  const { mondays } = weeks
  const opened = (figures: TicketFigures): number => figures.opened
  if (by === 'week') return { rows: rowsOfWeeks(mondays, all, ticketFigures), more: 0 }
  if (by !== 'customer') return rowsWithMost(await findTicketWeeks(ctx, by, mondays), ticketFigures, opened)
  const top = await findTopCustomerWeeks(ctx, mondays, rowsMax)
  const { rows } = rowsWithMost(top.weeks, ticketFigures, opened)
  return { rows, more: top.count - rows.length }
}

const channelNames: Readonly<Record<string, string>> = {
  mail: said`Mail`,
  form: said`Form on the web`,
  phone: said`Phone`,
  'in-person': said`In person`,
  chat: said`Chat`,
  api: 'API',
  import: said`Brought along`,
} satisfies Record<Channel, string>
const planNames: Readonly<Record<string, string>> = { free: 'Free', pro: 'Pro', premium: 'Premium' }

/** What a row is called, by its key. */
async function namesOf(ctx: Context, by: TicketSplit, rows: readonly Row[]): Promise<(key: string | null) => string> {
  const keys = rows.flatMap(({ key }) => key ?? [])
  if (by === 'customer') {
    const customers = await customersBy(asPart(ctx), 'id', keys)
    return (key) => (key === null ? said`Nobody’s contact` : (customers.get(key)?.name ?? said`a customer who is gone`))
  }
  if (by === 'person') {
    const names = await namesById(ctx, { people: keys })
    return (key) => (key === null ? said`Nobody` : names.person(key).name)
  }
  if (by === 'mailbox') {
    const addresses = new Map(ctx.mailboxes.all().map(({ id, address }) => [id, address]))
    return (key) => (key === null ? said`No mailbox` : (addresses.get(key) ?? said`a mailbox that is gone`))
  }
  const known = by === 'channel' ? channelNames : by === 'plan' ? planNames : {}
  return (key) => known[key ?? ''] ?? key ?? ''
}
