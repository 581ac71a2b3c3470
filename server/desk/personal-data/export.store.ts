import { sql } from 'kysely'
import type { Context } from '../../platform/context.ts'

export interface ExportedMessage {
  readonly id: string
  readonly at: string
  readonly direction: 'in' | 'out'
  readonly channel: string
  readonly author: string
  readonly text: string
  readonly incomingMailId: string | null
  readonly attachments: { readonly id: string; readonly fileId: string; readonly fileName: string }[]
}

/** A ticket as it is given to whoever it is about; `internal` is what they have never seen. */
export interface ExportedTicket {
  readonly number: number
  readonly subject: string
  readonly state: string
  readonly openedAt: string
  readonly resolvedAt: string | null
  readonly isTheirs: boolean
  readonly messages: ExportedMessage[]
  readonly answers: { readonly at: string; readonly answer: string; readonly comment: string }[]
  readonly internal: {
    readonly notes: { readonly at: string; readonly author: string | null; readonly text: string }[]
    readonly questions: { readonly askedAt: string; readonly question: string; readonly answer: string | null }[]
    /** Known to whoever asked and to the team that was asked alone. */
    readonly privateQuestions: number
  }
}

/** The next tickets after a number that somebody is the contact of, wrote on or takes part in. */
export async function findTicketsToExport(
  ctx: Context,
  addresses: readonly string[],
  { after, limit }: { after: number; limit: number },
): Promise<ExportedTicket[]> {
  const theirs = sql`any(${addresses}::text[])`
  const instant = (column: string) =>
    sql`to_char(${sql.raw(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  const { rows } = await sql<{ exported: ExportedTicket }>`
    with mine as (
      select id from desk.tickets where contact_email = ${theirs}
      union select ticket_id from desk.messages where author_email = ${theirs}
      union select part.ticket_id from desk.participants part join desk.tickets ticket on ticket.id = part.ticket_id
        where part.address = ${theirs} and ticket.state <> 'merged'
    )
    select jsonb_build_object(
      'number', ticket.number, 'subject', ticket.subject, 'state', ticket.state,
      'openedAt', ${instant('ticket.created_at')}, 'resolvedAt', ${instant('ticket.resolved_at')},
      'isTheirs', ticket.contact_email = ${theirs},
      'fields', case when ticket.contact_email = ${theirs} then coalesce((
        select jsonb_object_agg(field.name, one.value) from desk.field_values one
        join desk.fields field on field.key = one.field_key where one.ticket_id = ticket.id), '{}') else '{}' end,
      'messages', coalesce((
        select jsonb_agg(jsonb_build_object(
          'id', message.id, 'at', ${instant('message.at')}, 'direction', message.direction, 'channel', message.channel,
          'author', message.author_name, 'text', message.full_text, 'incomingMailId', message.incoming_mail_id,
          'attachments', coalesce((
            select jsonb_agg(jsonb_build_object('id', id, 'fileId', file_id, 'fileName', file_name) order by file_name)
            from desk.attachments where message_id = message.id), '[]')
        ) order by message.at, message.place)
        from desk.messages message where message.ticket_id = ticket.id
          and (ticket.contact_email = ${theirs} or message.author_email = ${theirs})), '[]'),
      'answers', coalesce((
        select jsonb_agg(jsonb_build_object('at', ${instant('answer.at')}, 'answer', answer.answer, 'comment', answer.comment)
          order by answer.place)
        from desk.customer_asks asked join desk.customer_answers answer on answer.ask_id = asked.id
        where asked.ticket_id = ticket.id and asked.address = ${theirs}), '[]'),
      'internal', jsonb_build_object(
        'notes', coalesce((
          select jsonb_agg(jsonb_build_object('at', ${instant('note.at')}, 'author', note.author_name, 'text', note.text,
            'files', coalesce((select jsonb_agg(file_name order by file_name) from desk.attachments where note_id = note.id), '[]'))
            order by note.at, note.place)
          from desk.notes note where note.ticket_id = ticket.id and ticket.contact_email = ${theirs}), '[]'),
        'questions', coalesce((
          select jsonb_agg(jsonb_build_object('askedAt', ${instant('one.asked_at')}, 'question', one.question, 'answer', one.answer)
            order by one.asked_at, one.place)
          from desk.hand_offs one
          where one.ticket_id = ticket.id and not one.is_private and ticket.contact_email = ${theirs}), '[]'),
        'privateQuestions', (select count(*) from desk.hand_offs one
          where one.ticket_id = ticket.id and one.is_private and ticket.contact_email = ${theirs})
      )
    ) as exported
    from desk.tickets ticket join mine using (id)
    where ticket.number > ${after} order by ticket.number limit ${limit}`.execute(ctx.db)
  return rows.map(({ exported }) => exported)
}
