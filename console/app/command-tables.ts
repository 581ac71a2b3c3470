import { sendCommands } from '../desk/send.commands.ts'
import { ticketCommands } from '../desk/ticket.commands.ts'
import { newTicketCommands } from '../desk/new-ticket.commands.ts'
import { queueCommands } from '../desk/queue.commands.ts'
import { filterCommands } from '../desk/views/filter.commands.ts'
import { evidenceCommands } from '../evidence/evidence.commands.ts'
import { explanationCommands } from '../evidence/explanation.commands.ts'
import { incidentCommands } from '../incidents/declared/incident.commands.ts'
import { incidentsCommands } from '../incidents/declared/incidents.commands.ts'
import { partCommands } from '../incidents/declared/part.commands.ts'
import { reportCommands } from '../incidents/report.commands.ts'
import { pageCommands } from '../pager/page.commands.ts'
import type { CommandTable } from '../ui/commands.ts'
import { listCommands } from '../ui/list.commands.ts'
import { consoleCommands } from './console.commands.ts'

interface KeyTable {
  scope: string
  commands: readonly { id: string; title: string; section: string; keys?: readonly string[] }[]
}

const keysOf = <A>({ scope, commands }: CommandTable<A>): KeyTable => ({ scope, commands })

/** Every command of the console, for the key help and its test. */
export const commandTables: readonly KeyTable[] = [
  keysOf(consoleCommands),
  keysOf(listCommands),
  keysOf(queueCommands),
  keysOf(filterCommands),
  keysOf(newTicketCommands),
  keysOf(ticketCommands),
  keysOf(sendCommands),
  keysOf(evidenceCommands),
  keysOf(explanationCommands),
  keysOf(reportCommands),
  keysOf(incidentsCommands),
  keysOf(incidentCommands),
  keysOf(partCommands),
  keysOf(pageCommands),
]

/** Scopes that are on at the same time on one page. */
export const scopesTogether: readonly (readonly string[])[] = [
  ['everywhere', 'list', 'queue', 'filter', 'new-ticket'],
  ['everywhere', 'list', 'ticket', 'part', 'reply', 'evidence'],
  ['everywhere', 'list', 'evidence'],
  ['everywhere', 'list', 'explanation'],
  ['everywhere', 'list', 'report'],
  ['everywhere', 'list', 'incidents'],
  ['everywhere', 'list', 'incident'],
  ['everywhere', 'list', 'pages'],
]
