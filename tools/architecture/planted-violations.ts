/**
 * Small trees of files for each rule, each with exactly that rule broken in one way: a guard that does not
 * find what was planted guards nothing.
 */
export const plantedImports: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {
  'platform-imports': [
    {
      'server/platform/jobs.ts': `import { desk } from '../desk/desk.ts'\nexport const jobs = desk\n`,
      'server/desk/desk.ts': 'export const desk = 1\n',
    },
  ],
  // Sideways, through the front door.
  'people-imports': [
    {
      'server/people/people.ts': `import { installation } from '../installation/installation.ts'\nexport const people = installation\n`,
      'server/installation/installation.ts': 'export const installation = 1\n',
    },
  ],
  // Upwards.
  'installation-imports': [
    {
      'server/installation/installation.ts': `import { mail } from '../mail/mail.ts'\nexport const installation = mail\n`,
      'server/mail/mail.ts': 'export const mail = 1\n',
    },
  ],
  // Upwards, if only for a type; and into a room of the platform that is not open to modules.
  'customers-imports': [
    {
      'server/customers/customers.ts': `import type { Ticket } from '../desk/desk.ts'\nexport type Customer = Ticket\n`,
      'server/desk/desk.ts': 'export type Ticket = string\n',
    },
    {
      'server/customers/customers.ts': `import { migrate } from '../platform/database/migrate.ts'\nexport const customers = migrate\n`,
      'server/platform/database/migrate.ts': 'export const migrate = 1\n',
    },
  ],
  'mail-imports': [
    {
      'server/mail/mail.ts': `export { customers } from '../customers/customers.ts'\n`,
      'server/customers/customers.ts': 'export const customers = 1\n',
    },
  ],
  'pager-imports': [
    {
      'server/pager/pager.ts': `import { evidence } from '../evidence/evidence.ts'\nexport const pager = evidence\n`,
      'server/evidence/evidence.ts': 'export const evidence = 1\n',
    },
  ],
  'evidence-imports': [
    {
      'server/evidence/evidence.ts': `import { signals } from '../signals/signals.ts'\nexport const evidence = signals\n`,
      'server/signals/signals.ts': 'export const signals = 1\n',
    },
  ],
  'signals-imports': [
    {
      'server/signals/signals.ts': `export { rows } from '../evidence/event.store.ts'\n`,
      'server/evidence/event.store.ts': 'export const rows = 1\n',
    },
  ],
  'desk-imports': [
    {
      'server/desk/desk.ts': `import { customers } from '../customers/customers.store.ts'\nexport const desk = customers\n`,
      'server/customers/customers.store.ts': 'export const customers = 1\n',
    },
  ],
  'probes-imports': [
    {
      'server/probes/probes.ts': `import { incidents } from '../incidents/incidents.ts'\nexport const probes = incidents\n`,
      'server/incidents/incidents.ts': 'export const incidents = 1\n',
    },
  ],
  'incidents-imports': [
    {
      'server/incidents/incidents.ts': `import { startApp } from '../app/start-app.ts'\nexport const incidents = startApp\n`,
      'server/app/start-app.ts': 'export const startApp = 1\n',
    },
  ],
  'privacy-imports': [
    {
      'server/privacy/privacy.ts': `import { startApp } from '../app/start-app.ts'\nexport const privacy = startApp\n`,
      'server/app/start-app.ts': 'export const startApp = 1\n',
    },
  ],
  'contract-stands-alone': [
    {
      'contract/desk.ts': `import { readFileSync } from 'node:fs'\nexport const desk = readFileSync\n`,
    },
  ],
  'console-speaks-contract': [
    {
      'console/desk/queue.tsx': `import { desk } from '../../server/desk/desk.ts'\nexport const Queue = () => <p>{desk}</p>\n`,
      'server/desk/desk.ts': 'export const desk = 1\n',
    },
  ],
  'console-features-apart': [
    {
      'console/desk/queue.tsx': `import { Pages } from '../pager/pages.tsx'\nexport const Queue = () => <Pages />\n`,
      'console/pager/pages.tsx': 'export const Pages = () => <p />\n',
    },
  ],
  'console-ui-knows-no-product': [
    {
      'console/ui/table.tsx': `import { Pages } from '../pager/pages.tsx'\nexport const Table = () => <Pages />\n`,
      'console/pager/pages.tsx': 'export const Pages = () => <p />\n',
    },
  ],
  'demo-uses-public-intakes': [
    {
      'server/demo/play.ts': `import { insertTicket } from '../desk/ticket.store.ts'\nexport const play = insertTicket\n`,
      'server/desk/ticket.store.ts': 'export const insertTicket = 1\n',
    },
  ],
  'product-without-tests': [
    {
      'server/desk/desk.ts': `import { buildTicket } from './desk.builders.ts'\nexport const desk = buildTicket\n`,
      'server/desk/desk.builders.ts': 'export const buildTicket = 1\n',
    },
  ],
  'routes-ask-verbs': [
    {
      'server/desk/desk.routes.ts': `import { insertTicket } from './ticket.store.ts'\nexport const routes = [insertTicket]\n`,
      'server/desk/ticket.store.ts': 'export const insertTicket = 1\n',
    },
  ],
  'app-by-front-doors': [
    {
      'server/app/start-app.ts': `import { insertPerson } from '../people/people.store.ts'\nexport const startApp = insertPerson\n`,
      'server/people/people.store.ts': 'export const insertPerson = 1\n',
    },
    {
      'server/commands/serve.ts': `import { readMail } from '../mail/reading/read-mail.ts'\nexport const serve = readMail\n`,
      'server/mail/reading/read-mail.ts': 'export const readMail = 1\n',
    },
  ],
  'no-cycle': [
    {
      'server/desk/a.ts': `import { b } from './b.ts'\nexport const a = () => b\n`,
      'server/desk/b.ts': `import { a } from './a.ts'\nexport const b = () => a\n`,
    },
    {
      'server/desk/a.ts': `import type { B } from './b.ts'\nexport type A = B | 1\n`,
      'server/desk/b.ts': `import type { A } from './a.ts'\nexport type B = A[]\n`,
    },
  ],
}

const door = `export { claimTicket } from './claim-ticket.ts'\n`
const store = `export async function updateTicket(ctx: Context) { await ctx.db.updateTable('desk.tickets').execute() }\n`
const late = `import { findTicket } from './ticket.store.ts'
export async function claimTicket(ctx: Context, id: string) { await findTicket(ctx, id); allow(ctx, 'desk.write') }
`
const routes = `import { claimTicket } from './claim-ticket.ts'
export const deskRoutes = [handle(contract.claimTicket, ({ ctx, params }) => claimTicket(ctx, params.id))]
`

/** Each tree breaks its rule in one way; a rule has as many as there are ways to slip past it. */
export const plantedVerbs: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>> = {
  'verb-allows-first': [
    { 'server/desk/desk.ts': door, 'server/desk/claim-ticket.ts': late },
    // No front door gives it on: a route is enough.
    { 'server/desk/desk.routes.ts': routes, 'server/desk/claim-ticket.ts': late },
    // Declared as a constant.
    {
      'server/desk/desk.routes.ts': routes,
      'server/desk/claim-ticket.ts': `export const claimTicket = (ctx: Context, id: string) => take(ctx, id)\n`,
    },
    // Imported as a namespace.
    {
      'server/desk/desk.routes.ts': `import * as tickets from './claim-ticket.ts'
export const deskRoutes = [handle(contract.claimTicket, ({ ctx, params }) => tickets.claimTicket(ctx, params.id))]
`,
      'server/desk/claim-ticket.ts': late,
    },
    // Handed on without being called.
    {
      'server/desk/desk.routes.ts': `import { claimTicket } from './claim-ticket.ts'
export const deskRoutes = [handleBy(contract.claimTicket, claimTicket)]
`,
      'server/desk/claim-ticket.ts': late,
    },
    // What is a part of other modules' verbs is reached by a route.
    {
      'server/desk/desk.routes.ts': routes,
      'server/desk/claim-ticket.ts': `import { findTicket } from './ticket.store.ts'
/** For verbs: the ticket. */
export async function claimTicket(ctx: Context, id: string) { await findTicket(ctx, id) }
`,
    },
    // The front door holds the verb itself.
    { 'server/desk/desk.ts': late },
  ],
  'verb-audits': [
    {
      'server/desk/desk.ts': door,
      'server/desk/ticket.store.ts': store,
      'server/desk/claim-ticket.ts': `import { take } from './take.ts'
export async function claimTicket(ctx: Context) { allow(ctx, 'desk.write'); await take(ctx) }
`,
      'server/desk/take.ts': `import * as tickets from './ticket.store.ts'
export async function take(ctx: Context) { await tickets.updateTicket(ctx) }
`,
    },
    // A deed that is passed off as the server's.
    {
      'server/desk/desk.ts': door,
      'server/desk/ticket.store.ts': store,
      'server/desk/claim-ticket.ts': `import { take } from './take.ts'
export async function claimTicket(ctx: Context) { allow(ctx, 'desk.write'); await take(asServer(ctx, 'take')) }
`,
      'server/desk/take.ts': `import * as tickets from './ticket.store.ts'
export async function take(ctx: Context) { allowJobsOnly(ctx); await tickets.updateTicket(ctx) }
`,
    },
    // A write by another name, in a constant.
    {
      'server/desk/desk.ts': door,
      'server/desk/ticket.store.ts': `export const stampTicket = (ctx: Context) => ctx.db.updateTable('desk.tickets').execute()\n`,
      'server/desk/claim-ticket.ts': `import { stampTicket } from './ticket.store.ts'
export const claimTicket = async (ctx: Context) => { allow(ctx, 'desk.write'); await stampTicket(ctx) }
`,
    },
  ],
  'sql-in-stores': [
    {
      'server/desk/claim-ticket.ts': `export const rows = (ctx: Context) => ctx.db.selectFrom('desk.tickets').execute()\n`,
    },
  ],
}
