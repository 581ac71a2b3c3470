import { sql } from 'kysely'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { wholeWords } from '../../platform/erasing/address-pattern.rules.ts'
import { erasedAddress, erasedName, erasedText } from '../../platform/erasing/erased.ts'
import { deskDb } from '../desk.tables.ts'

/** Tickets whose contact somebody is that have ended, some at a time. */
export async function findEndedTicketIds(ctx: Context, addresses: readonly string[], limit: number): Promise<string[]> {
  const rows = await deskDb(ctx)
    .selectFrom('desk.tickets')
    .select('id')
    .where('contactEmail', 'in', addresses)
    .where('state', '<>', 'open')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** The names under which customers appear on a ticket. */
export async function findCustomerNames(ctx: Context, ticketId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select contact_name as name from desk.tickets where id = ${ticketId}
    union select author_name from desk.messages where ticket_id = ${ticketId} and direction = 'in'
    union select name from desk.participants where ticket_id = ${ticketId}`.execute(ctx.db)
  return rows.map(({ name }) => name).filter((name) => name.trim() !== '')
}

/**
 * What was done on a ticket says this name no more, where it stands as whole words, and where it did it; a colleague of
 * the same name did what they did. Before this was so, a change said what was left to do.
 */
export async function renameInTicketChanges(
  ctx: Context,
  ticketId: string,
  name: string,
  colleagues: readonly string[],
): Promise<void> {
  const isTheirs = sql<boolean>`who = ${name} and who <> all(${colleagues}::text[])`
  await sql`
    update desk.changes set
      who = case when ${isTheirs} then ${erasedName} else who end,
      what = regexp_replace(what, ${wholeWords(name)}, ${erasedName}, 'g')
    where ticket_id = ${ticketId} and (${isTheirs} or what ~ ${wholeWords(name)})`.execute(ctx.db)
}

/** Sources of mails to colleagues about a ticket: its hand-offs, and the notices of them. */
export async function findMailSources(ctx: Context, ticketId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from desk.hand_offs where ticket_id = ${ticketId}
    union all
    select notice.id from desk.hand_off_notices notice
    join desk.hand_offs one on one.id = notice.hand_off_id where one.ticket_id = ${ticketId}`.execute(ctx.db)
  return rows.map(({ id }) => id)
}

/** Empties everything said on a ticket and about it; its times, its states and who worked on it stay. */
export async function eraseTicketRows(ctx: Context, ticketId: string): Promise<void> {
  const db = deskDb(ctx)
  const ofTicket = sql`ticket_id = ${ticketId}`
  await sql`
    update desk.tickets set subject = 'Erased', contact_name = ${erasedName}, contact_email = ${erasedAddress},
      mentioned_sites = '{}',
      documented_reason = case when documented_reason is null then null else ${erasedText} end
    where id = ${ticketId}`.execute(db)
  await sql`
    update desk.messages set
      author_name = case when direction = 'in' then ${erasedName} else author_name end,
      author_email = case when direction = 'in' then ${erasedAddress} else author_email end,
      text = ${erasedText}, full_text = ${erasedText}, html = null, rfc_message_id = null, left_out = '{}'
    where ${ofTicket}`.execute(db)
  await sql`
    update desk.notes set text = ${erasedText}, author_address = null,
      author_name = case when author_address is null then author_name else ${erasedName} end
    where ${ofTicket}`.execute(db)
  await sql`update desk.forwards set to_address = ${erasedAddress} where ${ofTicket}`.execute(db)
  await sql`delete from desk.unsent_replies where ${ofTicket}`.execute(db)
  await sql`delete from desk.drafts where ${ofTicket}`.execute(db)
  // What was erased goes back to nowhere.
  await sql`delete from desk.merges where from_id = ${ticketId} or into_id = ${ticketId}`.execute(db)
  await sql`delete from desk.ticket_tags where ${ofTicket}`.execute(db)
  await sql`delete from desk.field_values where ${ofTicket}`.execute(db)
  await sql`
    update desk.changes set what = ${said`changed the tags`}
    where ${ofTicket} and what ~ '^(added|took off) the tags? '`.execute(db)
  // What was done to it stays; what was said with it, and the way back, goes.
  await sql`
    update desk.acts set act = case act->>'kind'
      when 'resolve' then '{"kind": "resolve", "documentation": null}'
      when 'tag' then '{"kind": "tag", "add": [], "remove": []}'
      when 'reply' then jsonb_build_object('kind', 'reply', 'text', ${erasedText}::text, 'signature', '')
      when 'set-fields' then '{"kind": "set-fields", "values": {}}' else act end
    where finished_at is not null and id in (select act_id from desk.act_tickets where ${ofTicket})`.execute(db)
  await sql`
    update desk.act_tickets set before = null,
      state = case when state = 'done' and before is not null then 'kept' else state end,
      reason = case when state = 'done' and before is not null then ${erasedText} else reason end
    where ${ofTicket}`.execute(db)
  await sql`
    update desk.changes set what = split_part(what, ':', 1)
    where ${ofTicket} and what ~ '^(set fields|did what was left to do|was left with what|could not tell|did not send the reply)'`.execute(
    db,
  )
  await sql`
    update desk.hand_offs set question = ${erasedText}, evidence_links = '[]',
      answer = case when answer is null then null else ${erasedText} end,
      todo = case when todo is null then null else ${erasedText} end
    where ${ofTicket}`.execute(db)
  await sql`
    update desk.hand_off_words set text = ${erasedText}
    where hand_off_id in (select id from desk.hand_offs where ${ofTicket})`.execute(db)
  await sql`
    update desk.customer_answers set comment = ''
    where ask_id in (select id from desk.customer_asks where ${ofTicket})`.execute(db)
  await sql`update desk.customer_asks set address = ${erasedAddress} where ${ofTicket}`.execute(db)
  await sql`delete from desk.participants where ${ofTicket}`.execute(db)
}

/** Takes the attachments off messages, and says which files they were. */
export async function deleteAttachments(ctx: Context, messageIds: readonly string[]): Promise<string[]> {
  if (messageIds.length === 0) return []
  const rows = await deskDb(ctx)
    .deleteFrom('desk.attachments')
    .where('messageId', 'in', messageIds)
    .returning('fileId')
    .execute()
  return rows.map(({ fileId }) => fileId)
}

/** Takes every file off a ticket: of messages, of notes, and of what nobody has sent yet. Says which they were. */
export async function deleteFilesOfTicket(ctx: Context, ticketId: string): Promise<string[]> {
  const { rows } = await sql<{ fileId: string }>`
    with said as (
      delete from desk.attachments where message_id in (select id from desk.messages where ticket_id = ${ticketId})
        or note_id in (select id from desk.notes where ticket_id = ${ticketId})
      returning file_id
    ),
    begun as (delete from desk.draft_files where ticket_id = ${ticketId} returning file_id)
    select file_id from said union all select file_id from begun`.execute(deskDb(ctx))
  return rows.map(({ fileId }) => fileId)
}

/** Notes that somebody outside wrote who was asked, some at a time. */
export async function findNotesOf(
  ctx: Context,
  addresses: readonly string[],
  limit: number,
): Promise<WrittenMessage[]> {
  return deskDb(ctx)
    .selectFrom('desk.notes')
    .select(['id', 'ticketId'])
    .where('authorAddress', 'in', addresses)
    .limit(limit)
    .execute()
}

/** Empties a note, and says which files it had. */
export async function eraseNote(ctx: Context, id: string): Promise<string[]> {
  const db = deskDb(ctx)
  const erased = { authorName: erasedName, authorAddress: null, text: erasedText }
  await db.updateTable('desk.notes').set(erased).where('id', '=', id).execute()
  const rows = await db.deleteFrom('desk.attachments').where('noteId', '=', id).returning('fileId').execute()
  return rows.map(({ fileId }) => fileId)
}

/** By which mails a message was passed on; and to whom anything was is not kept. */
export async function findForwardsOf(ctx: Context, messageIds: readonly string[]): Promise<string[]> {
  if (messageIds.length === 0) return []
  const rows = await deskDb(ctx).selectFrom('desk.forwards').select('id').where('messageId', 'in', messageIds).execute()
  return rows.map(({ id }) => id)
}

export async function eraseForwardsTo(ctx: Context, addresses: readonly string[]): Promise<void> {
  await deskDb(ctx)
    .updateTable('desk.forwards')
    .set({ toAddress: erasedAddress })
    .where('toAddress', 'in', addresses)
    .execute()
}

interface WrittenMessage {
  readonly id: string
  readonly ticketId: string
}

/** What somebody wrote, on whichever ticket, some at a time. */
export async function findMessagesOf(
  ctx: Context,
  addresses: readonly string[],
  limit: number,
): Promise<WrittenMessage[]> {
  return (
    deskDb(ctx)
      .selectFrom('desk.messages')
      .innerJoin('desk.tickets', 'desk.tickets.id', 'desk.messages.ticketId')
      .select(['desk.messages.id', 'desk.messages.ticketId'])
      .where('authorEmail', 'in', addresses)
      // Theirs that is open is not to be erased yet.
      .where((message) =>
        message.or([message('contactEmail', 'not in', addresses), message('desk.tickets.state', '<>', 'open')]),
      )
      .limit(limit)
      .execute()
  )
}

export async function eraseMessage(ctx: Context, id: string): Promise<void> {
  await deskDb(ctx)
    .updateTable('desk.messages')
    .set({
      authorName: erasedName,
      authorEmail: erasedAddress,
      text: erasedText,
      fullText: erasedText,
      html: null,
      rfcMessageId: null,
      leftOut: [],
    })
    .where('id', '=', id)
    .execute()
}

/** They take part in nothing any more, nobody asked them anything, and nobody blocked them. */
export async function eraseParticipations(ctx: Context, addresses: readonly string[]): Promise<string[]> {
  const db = deskDb(ctx)
  const gone = await db
    .deleteFrom('desk.participants')
    .where('address', 'in', addresses)
    .returning('ticketId')
    .execute()
  await db.deleteFrom('desk.blockedSenders').where('sender', 'in', addresses).execute()
  await sql`
    update desk.customer_answers set comment = ''
    where ask_id in (select id from desk.customer_asks where address = any(${addresses}::text[]))`.execute(db)
  await db
    .updateTable('desk.customerAsks')
    .set({ address: erasedAddress })
    .where('address', 'in', addresses)
    .where('ticketId', 'in', (ticket) =>
      ticket.selectFrom('desk.tickets').select('id').where('contactEmail', 'not in', addresses),
    )
    .execute()
  return [...new Set(gone.map(({ ticketId }) => ticketId))]
}

export interface PersonTickets {
  readonly tickets: number
  /** Numbers of those that are open, at most six. */
  readonly open: number[]
  readonly others: number
}

export async function countTicketsOf(ctx: Context, addresses: readonly string[]): Promise<PersonTickets> {
  const { rows } = await sql<PersonTickets>`
    select
      (select count(*)::int from desk.tickets where contact_email = any(${addresses}::text[])) as tickets,
      array(select number from desk.tickets where contact_email = any(${addresses}::text[]) and state = 'open'
        order by number limit 6) as open,
      (select count(*)::int from (
        select ticket_id from desk.messages where author_email = any(${addresses}::text[])
        union select ticket_id from desk.participants where address = any(${addresses}::text[])
      ) part join desk.tickets ticket on ticket.id = part.ticket_id
        where ticket.contact_email <> all(${addresses}::text[]) and ticket.state <> 'merged') as others`.execute(ctx.db)
  return rows[0] ?? { tickets: 0, open: [], others: 0 }
}
