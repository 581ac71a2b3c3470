import { type Kysely, sql } from 'kysely'
import type { Caller } from '../server/testing/caller.ts'
import { deskSize, fillDesk } from './fill-desk.ts'
import { figureSize, fillFigures } from './fill-figures.ts'
import { waitUntilKept } from './wait-until-kept.ts'
import { withDesk } from './with-desk.ts'
import { quantile, say } from './say.ts'

/* Figures of a year of a desk of a million tickets and 300,000 hand-offs, by one client. */

const rounds = { warmUp: 20, measured: 200, changed: 50 }
const dayMilliseconds = 24 * 60 * 60 * 1000

const dayBefore = (days: number): string => new Date(Date.now() - days * dayMilliseconds).toISOString().slice(0, 10)

export const run = (): Promise<void> =>
  withDesk(
    'figures',
    async ({ db }) => {
      say(`${deskSize.tickets.toLocaleString('en')} tickets, ${figureSize.handOffs.toLocaleString('en')} hand-offs`)
      // No figure reads what was said or done: the facts tell it.
      await fillDesk(db, say, ['messages', 'changes'])
      await fillFigures(db, say)
    },
    ({ ana, db }) => measure(ana, db),
  )

async function measure(ana: Caller, db: Kysely<never>): Promise<void> {
  const team = await sql<{ id: string }>`select id from people.teams where slug = 'bench-1'`.execute(db)
  const year = `from=${dayBefore(51 * 7)}&to=${dayBefore(0)}`
  const tickets = (by: string) => read(ana, `/api/desk/figures/tickets?${year}&by=${by}`)
  const handOffs = (by: string) => read(ana, `/api/desk/figures/hand-offs?${year}&by=${by}`)
  const byTeamAndWeek = async (): Promise<void> => {
    await handOffs('team')
    await handOffs(`week&team=${team.rows[0]?.id}`)
  }
  say(`all weeks are kept after ${await waitUntilKept(db)} s, of which up to 60 are waiting`)
  say(`\n${''.padEnd(44)}      p50       p95`)
  await show('nothing (who am I)', rounds.measured, () => read(ana, '/api/people/session'))
  await show('hand-offs by team, and of one team by week', rounds.measured, byTeamAndWeek)
  for (const by of ['week', 'team', 'asker']) await show(`hand-offs by ${by}`, rounds.measured, () => handOffs(by))
  for (const by of ['week', 'plan', 'person', 'channel', 'mailbox'])
    await show(`tickets by ${by}`, rounds.measured, () => tickets(by))
  await show('tickets by customer', rounds.changed, () => tickets('customer'))
  const change = (weeks: number) =>
    sql`insert into desk.changed_weeks
      select about, desk.week_of(now() - n * interval '7 days')
      from generate_series(0, ${weeks - 1}) n, unnest(array['tickets', 'hand-offs']) about`.execute(db)
  await show(
    'tickets by week, 4 of them changed',
    rounds.changed,
    () => tickets('week'),
    () => change(4),
  )
  await show(
    'tickets by person, 4 weeks changed',
    rounds.changed,
    () => tickets('person'),
    () => change(4),
  )
  await show(
    'hand-offs by team, 4 weeks changed',
    rounds.changed,
    () => handOffs('team'),
    () => change(4),
  )
  await show(
    'tickets by week, all changed',
    10,
    () => tickets('week'),
    () => change(104),
  )
}

async function show(
  name: string,
  times: number,
  work: () => Promise<unknown>,
  before: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  for (let n = 0; n < Math.min(rounds.warmUp, times); n += 1) await work()
  const taken: number[] = []
  for (let n = 0; n < times; n += 1) {
    await before()
    const startedAt = performance.now()
    await work()
    taken.push(performance.now() - startedAt)
  }
  const shown = (value: number): string => `${value.toFixed(1)} ms`.padStart(9)
  say(`${name.padEnd(44)}${shown(quantile(taken, 0.5))} ${shown(quantile(taken, 0.95))}`)
}

async function read(ana: Caller, path: string): Promise<void> {
  const response = await ana.raw(path)
  const answer = await response.text()
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${answer}`)
}
