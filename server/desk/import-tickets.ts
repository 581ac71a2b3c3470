import { randomUUID } from 'node:crypto'
import type { ImportedTicket } from '@bellwether/contract/desk.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { findSenders, type Sender } from '../customers/customers.ts'
import { actorName, recordAudit } from '../platform/audit/record-audit.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { staffDirectory } from '../people/people.ts'
import { allow, asPart } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { ticketsImported } from './desk.events.ts'
import { deriveFacts } from './figures/refresh-facts.ts'
import { markChanged } from './mark-changed.store.ts'
import { findImported, type ImportedRows, insertImported, lockImporting } from './import.store.ts'
import { importFaults } from './imported-ticket.rules.ts'
import { mentionedSites } from './mentioned-sites.ts'

/**
 * Brings along tickets that were resolved elsewhere. They were answered, timed and paged about there: here nothing is
 * sent, no clock says what nobody measured, and nobody who acts on new tickets hears of them. Sent again, what came
 * before stays as it is.
 */
export async function importTickets(
  ctx: Context,
  tickets: readonly ImportedTicket[],
): Promise<{ added: number; known: number }> {
  allow(ctx, 'desk.configure')
  const errors = importFaults(tickets, now(ctx))
  if (errors.length > 0) throw new Problem(badInput, undefined, { errors })
  return inTransaction(ctx, async (ctx) => {
    await lockImporting(ctx)
    const before = await findImported(
      ctx,
      tickets.map(({ reference }) => reference),
    )
    const fresh = tickets
      .filter(({ reference }) => !before.has(reference))
      .toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
    const counts = { added: fresh.length, known: before.size }
    if (fresh.length > 0) {
      const rows = await rowsOf(ctx, fresh)
      await insertImported(ctx, rows)
      const ids = rows.references.map(({ ticketId }) => ticketId)
      await markChanged(ctx, ids)
      await deriveFacts(ctx, ids)
      await announce(ctx, ticketsImported, {})
    }
    await recordAudit(ctx, { action: 'desk.import-tickets', about: { module: 'desk', id: 'import' }, detail: counts })
    return counts
  })
}

async function rowsOf(ctx: Context, tickets: readonly ImportedTicket[]): Promise<ImportedRows> {
  const writers = await writersOf(ctx, tickets)
  const owners = new Map((await staffDirectory(ctx)).map((person) => [person.email.toLowerCase(), person.id]))
  const named = tickets.map((ticket) => ({ ticket, id: randomUUID() }))
  const rows = []
  for (const { ticket, id } of named) {
    const ownerId = owners.get(ticket.owner?.toLowerCase() ?? '') ?? null
    rows.push({ id, ownerId, ...(await ticketRow(ctx, ticket, writers)) })
  }
  return {
    tickets: rows,
    references: named.map(({ ticket: { reference }, id: ticketId }) => ({ reference, ticketId })),
    resolutions: named.map(({ ticket: { resolvedAt }, id: ticketId }) => ({
      ticketId,
      resolvedAt: new Date(resolvedAt),
    })),
    messages: named.flatMap(({ ticket, id }) => messageRows(ticket, id)),
    changes: rows.map(({ id }) => ({
      ticketId: id,
      at: now(ctx),
      who: actorName(ctx.actor),
      what: said`imported the ticket`,
    })),
  }
}

type Writers = ReadonlyMap<string, Sender>

/** Whom we know by the addresses of these tickets. */
const writersOf = (ctx: Context, tickets: readonly ImportedTicket[]): Promise<Writers> =>
  findSenders(
    asPart(ctx),
    tickets.map(({ contact }) => contact.email),
  )

async function ticketRow(
  ctx: Context,
  ticket: ImportedTicket,
  writers: Writers,
): Promise<Omit<ImportedRows['tickets'][number], 'id' | 'ownerId'>> {
  const { subject, contact, messages, documentation } = ticket
  const known = writers.get(contact.email.toLowerCase())
  const customerId = known?.customer.id ?? null
  const resolvedAt = new Date(ticket.resolvedAt)
  return {
    subject,
    state: 'resolved',
    isUrgent: false,
    customerId,
    contactName: known?.contact?.name ?? contact.name,
    contactEmail: contact.email.toLowerCase(),
    mailboxId: null,
    owes: 'customer',
    waitingOn: 'nobody',
    waitingSince: resolvedAt,
    mentionedSites: customerId ? await mentionedSites(ctx, customerId, `${subject}\n${messages[0]?.text}`) : [],
    relatedTicketId: null,
    nextDueAt: null,
    lastMessageAt: new Date(messages.at(-1)?.at ?? ticket.createdAt),
    messageCount: messages.length,
    createdAt: new Date(ticket.createdAt),
    resolvedAt,
    ...documentedBy(documentation),
  }
}

const documentedBy = (documentation: ImportedTicket['documentation']) => ({
  documentedAs: documentation?.outcome ?? null,
  documentedUrl: documentation?.url ?? null,
  documentedReason: documentation?.reason ?? null,
})

/** A name is no address and no login: nobody is said to have written what bears the name alone. */
const messageRows = ({ messages }: ImportedTicket, ticketId: string): ImportedRows['messages'][number][] =>
  messages.map(({ direction, at, author, text }) => ({
    ticketId,
    at: new Date(at),
    direction,
    channel: 'import',
    authorName: author.name,
    authorEmail: null,
    authorPersonId: null,
    text,
    fullText: text,
    html: null,
    rfcMessageId: null,
    isAutomatic: false,
    flag: null,
    incomingMailId: null,
    outgoingMailId: null,
  }))
