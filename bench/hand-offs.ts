import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import * as desk from '@bellwether/contract/desk.ts'
import { calendarOf, workdays } from '../server/platform/calendar/calendar.builders.ts'
import type { Caller } from '../server/testing/caller.ts'
import { deskSize, fillDesk } from './fill-desk.ts'
import { fillHandOffs, handOffSize } from './fill-hand-offs.ts'
import { waitUntilIdle } from './wait-until-idle.ts'
import { waitUntilKept } from './wait-until-kept.ts'
import { measureRequests, read, rounds, type Work, write } from './measure-requests.ts'
import { withDesk } from './with-desk.ts'
import { askNothing } from './ask-nothing.ts'
import { say } from './say.ts'

/* Asking, answering and recounting on a desk of a million tickets and a third as many hand-offs. */

const office = { name: 'Office', calendar: calendarOf('Europe/London', workdays('09:00-17:00')) }

export const run = (): Promise<void> =>
  withDesk(
    'hand-offs',
    async ({ ana, db }) => {
      const { id } = await ana.call(desk.addCalendar, { body: office })
      say(`${deskSize.tickets.toLocaleString('en')} tickets, ${handOffSize.handOffs.toLocaleString('en')} hand-offs`)
      await fillDesk(db, say)
      await fillHandOffs(db, id)
      await waitUntilKept(db)
    },
    async ({ ana, db }) => {
      await measureRequests(await worksOf(ana, db), () => waitUntilIdle(db))
      await measureRecount(ana)
    },
  )

interface Row {
  readonly id: string
}

/** How often an act asks the records until it is committed. */
const statementsOfAnAct = 30

async function worksOf(ana: Caller, db: Kysely<never>): Promise<Readonly<Record<string, Work>>> {
  const work = rounds.warmUp + rounds.alone + rounds.together
  const idsOf = async (query: string): Promise<string[]> =>
    (await sql.raw<Row>(query).execute(db)).rows.map((row) => row.id)
  const free = await idsOf(
    `select id from desk.tickets where state = 'open' and waiting_on = 'support'
     and not exists (select from desk.hand_offs where ticket_id = tickets.id and outcome is null) order by number limit ${work * 2}`,
  )
  const teams = await idsOf(`select id from people.teams where slug like 'team-%' order by slug`)
  const asked: string[] = []
  let at = 0
  return {
    'nothing (who am I)': () => read(ana, '/api/people/session'),
    'statements alone': () => askNothing(db, statementsOfAnAct),
    'inbox of a team': (n) => read(ana, `/api/desk/hand-offs?team=team-${1 + (n % handOffSize.teams)}&limit=50`),
    'ended of a team': (n) =>
      read(ana, `/api/desk/hand-offs?team=team-${1 + (n % handOffSize.teams)}&show=ended&limit=50`),
    'hand off': async () => {
      const id = free[(at += 1)] ?? ''
      const body = { toTeam: teams[at % teams.length] ?? '', question: 'Why is it slow?' }
      const { openHandOffs } = await ana.call(desk.handOffTicket, { params: { id }, body })
      asked.push(openHandOffs[0]?.id ?? '')
    },
    answer: () => write(ana, `/api/desk/hand-offs/${asked.shift() ?? ''}/answer`, { text: 'A bad upstream.' }),
    'breach sweep': async () => {
      await sql`select distinct ticket_id from desk.clocks
        where stopped_at is null and breached_at is null and due_at < now()`.execute(db)
    },
  }
}

/** How long it takes until everything that runs follows a calendar that was changed, and how long others wait meanwhile. */
async function measureRecount(ana: Caller): Promise<void> {
  const { items } = await ana.call(desk.listCalendars, {})
  const params = { id: items.find(({ name }) => name === office.name)?.id ?? '' }
  const { version: basedOn } = await ana.call(desk.getCalendar, { params })
  const changed = calendarOf('Europe/London', workdays('08:00-18:00'))
  const startedAt = performance.now()
  const body = { basedOn, name: office.name, calendar: changed, isForRunning: true }
  const { recount } = await ana.call(desk.changeCalendar, { params, body })
  let slowest = 0
  for (;;) {
    const from = performance.now()
    await read(ana, '/api/desk/tickets?limit=50')
    slowest = Math.max(slowest, performance.now() - from)
    if ((await ana.call(desk.getCalendar, { params })).recount?.finishedAt) break
    await sleep(20)
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  say(`\n${recount?.total} clocks recounted in ${seconds} s; the slowest list meanwhile ${slowest.toFixed(0)} ms`)
}
