import { setTimeout as sleep } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import { type Random, seededRandom } from '../server/demo/world/seeded-random.ts'
import { type Caller, callerFor } from '../server/testing/caller.ts'
import { deskSize } from './fill-desk.ts'
import { openScreens } from './live-screens.ts'
import { mailComesIn } from './mail-comes-in.ts'
import { milliseconds, quantile, say } from './say.ts'
import type { Desk } from './with-desk.ts'

/* A hundred people at work on one desk for some minutes, each at a pace of their own, while mail comes in. */

const agents = { count: 100, seconds: 180, mailsPerSecond: 20, seed: 9 }

/** What somebody does with a ticket that they have read, of a hundred times. */
const acts = { nothing: 35, reply: 30, note: 20, 'hand off': 8, search: 7 }

/** Log-normal: in the middle twenty seconds between one step and the next, seldom under five or over a minute and a half. */
const thinkSeconds = (random: Random): number => Math.max(2, 20 * Math.exp(0.7 * random.normal()))

interface Took {
  readonly what: string
  readonly milliseconds: number
}

export async function measureAgents({ server, db }: Desk): Promise<void> {
  const people = await agentsOf(db, server.url)
  const queue = await sql<Ticket>`select id, number from desk.tickets where state = 'open' order by number`.execute(db)
  const toTeam = await sql<{ id: string }>`select id from people.teams where slug <> 'support' limit 1`.execute(db)
  const took: Took[] = []
  const endsAt = performance.now() + agents.seconds * 1000
  const work = people.map((caller, at) => {
    // Nobody works on the ticket of another, so that no reply is refused because somebody else has written.
    const own = queue.rows.filter((_, n) => n % people.length === at)
    return workAtDesk({ caller, random: seededRandom(agents.seed + at), own, toTeam: toTeam.rows[0]!.id, took, endsAt })
  })
  const screens = await Promise.all(people.map((caller) => openScreens(caller, 1)))
  await Promise.all([...work, mailComesIn(server, agents.mailsPerSecond, agents.seconds)])
  for (const one of screens) one.close()
  showTook(took)
}

interface Ticket {
  readonly id: string
  readonly number: number
}

interface AtWork {
  readonly caller: Caller
  readonly random: Random
  readonly own: readonly Ticket[]
  readonly toTeam: string
  readonly took: Took[]
  readonly endsAt: number
}

/** Reads tickets one after the other as the console does, and does something about most. */
async function workAtDesk({ caller, random, own, toTeam, took, endsAt }: AtWork): Promise<void> {
  const timed = async (what: string, path: string, method = 'GET', body?: object): Promise<unknown> => {
    const startedAt = performance.now()
    const headers = { 'content-type': 'application/json' }
    const init = body === undefined ? { method } : { method, headers, body: JSON.stringify(body) }
    const response = await caller.raw(path, init)
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`)
    took.push({ what, milliseconds: performance.now() - startedAt })
    return answer
  }
  const think = (): Promise<void> => sleep(thinkSeconds(random) * 1000)
  await sleep(random.next() * 20_000)
  for (const ticket of own) {
    await Promise.all([timed('list', '/api/desk/tickets?limit=50'), timed('counts', '/api/desk/counts')])
    await think()
    if (performance.now() > endsAt) return
    const newest = await openTicket(timed, ticket)
    await think()
    if (performance.now() > endsAt) return
    const base = `/api/desk/tickets/${ticket.id}`
    await {
      nothing: async () => undefined,
      search: () => timed('search', `/api/desk/search?limit=30&q=w${random.below(50_000)}`),
      note: () => timed('note', `${base}/notes`, 'POST', { text: 'Seen before; the proxy again.' }),
      reply: () => timed('reply', `${base}/replies`, 'POST', { text: 'We look into it.', seenMessageId: newest }),
      'hand off': () => timed('hand off', `${base}/hand-offs`, 'POST', { toTeam, question: 'Why is it slow?' }),
    }[actOf(random)]()
  }
}

/** What the console asks for when a ticket is opened; the id of its newest message. */
async function openTicket(
  timed: (what: string, path: string, method?: string, body?: object) => Promise<unknown>,
  { id, number }: Ticket,
): Promise<string> {
  const [ticket] = await Promise.all([
    timed('open', `/api/desk/tickets/${number}`),
    timed('open', `/api/desk/tickets/${number}/timeline?limit=50`),
    timed('open', `/api/incidents/reports?ticketId=${id}&limit=5`),
    timed('open', `/api/desk/drafts/${id}`),
    timed('open', `/api/desk/presence/${id}`, 'POST', { doing: 'viewing' }),
    timed('open', `/api/desk/presence/${id}`),
  ])
  return (ticket as { newestMessageId: string }).newestMessageId
}

function actOf(random: Random): keyof typeof acts {
  let rest = random.below(100)
  for (const [act, share] of Object.entries(acts)) if ((rest -= share) < 0) return act as keyof typeof acts
  return 'nothing'
}

/** People of the support team, each with a token of their own, who may do what an agent may. */
async function agentsOf(db: Kysely<never>, url: string): Promise<Caller[]> {
  await sql`insert into people.teams (slug, name) values ('network', 'Network') on conflict do nothing`.execute(db)
  await sql`
    insert into people.api_tokens (name, token_hash, permissions, created_at, created_by, acts_for_maker)
    select 'bench', sha256(convert_to(person.email, 'UTF8')), role.permissions, now(), person.id, true
    from people.people person, people.roles role
    where role.slug = 'staff' and person.email like 'person-%' on conflict do nothing`.execute(db)
  await sql`
    insert into people.person_roles (person_id, role_id) select person.id, role.id from people.people person, people.roles role
    where role.slug = 'staff' and person.email like 'person-%' on conflict do nothing`.execute(db)
  const emails = Array.from({ length: agents.count }, (_, n) => `person-${1 + (n % deskSize.people)}@staff.test`)
  return emails.map((email) => callerFor(() => url, email))
}

function showTook(took: readonly Took[]): void {
  const { count, seconds, mailsPerSecond } = agents
  say(`\n${count} agents for ${seconds} s, ${mailsPerSecond} mails a second: ${took.length} requests`)
  say(`${''.padEnd(20)}         p50       p95   longest`)
  const all = Map.groupBy(took, ({ what }) => what)
  for (const [what, times] of [...all, ['all', took] as const]) {
    const values = times.map((one) => one.milliseconds)
    say(
      `${what.padEnd(20)}   ${milliseconds(quantile(values, 0.5))} ${milliseconds(quantile(values, 0.95))} ${milliseconds(Math.max(...values))}`,
    )
  }
}
