import { type Kysely, sql } from 'kysely'
import type { Caller } from '../server/testing/caller.ts'
import { measureAgents } from './desk-agents.ts'
import { measureRest } from './desk-at-rest.ts'
import { measureBrowser } from './desk-browser.ts'
import { measureMails } from './desk-mails.ts'
import { measurePeer } from './desk-peer.ts'
import { measureScreens } from './desk-screens.ts'
import { deskSize, fillDesk, vocabulary } from './fill-desk.ts'
import { measureRequests, read, rounds, type Work, write } from './measure-requests.ts'
import { say } from './say.ts'
import { waitUntilIdle } from './wait-until-idle.ts'
import { waitUntilKept } from './wait-until-kept.ts'
import { type Desk, withDesk } from './with-desk.ts'

/*
 * A desk of a million tickets: at rest, read and written by one and by many, with people at work, with mail, in the browser.
 * The server is a process of its own, as is its PostgreSQL.
 */

const parts = {
  rest: measureRest,
  requests: async ({ ana, db }: Desk) => measureRequests(await worksOf(ana, db), () => waitUntilIdle(db)),
  agents: measureAgents,
  mails: measureMails,
  screens: measureScreens,
  browser: measureBrowser,
  peer: measurePeer,
} satisfies Record<string, (desk: Desk) => Promise<void>>

/** Those parts that are named, or all of them. */
export const run = (named: readonly string[]): Promise<void> =>
  withDesk(
    'desk',
    async ({ db }) => {
      say(`${deskSize.tickets.toLocaleString('en')} tickets of ${deskSize.messagesEach} messages each`)
      await fillDesk(db, say)
      await waitUntilKept(db)
    },
    async (desk) => {
      for (const [name, measure] of Object.entries(parts))
        if (named.length === 0 || named.includes(name)) await measure(desk)
    },
  )

async function worksOf(ana: Caller, db: Kysely<never>): Promise<Readonly<Record<string, Work>>> {
  const { rows } = await sql<{ id: string; number: number; newest: string }>`
    select ticket.id, ticket.number, (select id from desk.messages where ticket_id = ticket.id order by filed_number desc limit 1) as newest
     from desk.tickets ticket where state = 'open' order by number limit ${rounds.alone}`.execute(db)
  const get = (path: string) => read(ana, path)
  const some = (n: number) => rows[n % rows.length]!
  const search = (q: string) => get(`/api/desk/search?limit=30&q=${encodeURIComponent(q)}`)
  // As common as words of texts are: of each rank as many as it is rare.
  const wordOf = (n: number) => `w${Math.floor(vocabulary ** (((n * 7919) % 1009) / 1009))} `
  return {
    'nothing (who am I)': () => get('/api/people/session'),
    list: () => get('/api/desk/tickets?limit=50'),
    'list of resolved': () => get('/api/desk/tickets?view=resolved&limit=50'),
    counts: () => get('/api/desk/counts'),
    open: (n) => get(`/api/desk/tickets/${1 + ((n * 7919) % deskSize.tickets)}`),
    'find in a list': (n) =>
      get(`/api/desk/tickets?view=resolved&limit=20&search=about%20${((n * 7919) % 4096).toString(16)}`),
    'search a word': (n) => search(wordOf(n)),
    'search two words': (n) => search(`${wordOf(n)} checkout `),
    'search what all have': () => search('checkout '),
    'search a name': (n) => search(`from:vera@customer-${1 + ((n * 37) % deskSize.customers)}.test`),
    customers: (n) => get(`/api/customers?limit=20&search=customer-${(n * 37) % deskSize.customers}`),
    note: (n) => write(ana, `/api/desk/tickets/${some(n).id}/notes`, { text: 'Seen before; the proxy again.' }),
    reply: (n) =>
      write(ana, `/api/desk/tickets/${some(n).id}/replies`, {
        text: 'We look into it.',
        seenMessageId: some(n).newest,
        confirmStale: true,
      }),
  }
}
