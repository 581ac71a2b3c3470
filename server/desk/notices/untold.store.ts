import { type RawBuilder, sql } from 'kysely'
import { type Context, now } from '../../platform/context.ts'
import { deskDb } from '../desk.tables.ts'
import { theirTickets, unreadOf } from '../unread/unread.store.ts'

export interface Untold {
  readonly personId: string
  readonly ticketId: string
  readonly number: number
  readonly isOwn: boolean
  readonly count: number
  /** Of ours; of nobody else the name is kept in mails. */
  readonly by: string[]
  readonly hasTheirs: boolean
  readonly firstId: string
  /** Up to here in the time line they are told now. */
  readonly place: number
}

/** Where they are mentioned they are told of that. */
const isWanted = sql`case
  when said.kind = 'note' and 'mentioned' = any(setting.events) and exists (
    select from desk.mentions where note_id = said.id and person_id = setting.person_id
  ) then false
  when not theirs.is_own then 'followed' = any(setting.events)
  when said.kind = 'message' then 'own-message' = any(setting.events)
  else 'own-note' = any(setting.events)
end`

/**
 * What others wrote on tickets of people who want to be told of it, which they have neither read nor been told, once they
 * had their time to look. Their settings are held until the transaction ends: two processes tell nobody twice.
 */
export async function takeUntold(ctx: Context, people: readonly string[], limit: number): Promise<Untold[]> {
  const { rows } = await sql<Untold>`
    with setting as (
      select * from desk.notice_settings
      where events && array['own-message', 'own-note', 'followed'] and person_id = any(${people}::uuid[])
      for update skip locked
    )
    select setting.person_id, ticket.id as ticket_id, ticket.number, theirs.is_own, untold.*
    from setting
    cross join lateral (${theirTickets(sql`setting.person_id`)}) theirs
    join desk.tickets ticket on ticket.id = theirs.id
    cross join lateral (
      select count(*) as count, coalesce(array_agg(distinct said.by) filter (where said.is_ours), '{}') as by,
        bool_or(not said.is_ours) as has_theirs, max(said.place) as place, min(said.at) as oldest_at,
        (array_agg(said.id order by said.place))[1] as first_id
      from ${unreadOf(sql`setting.person_id`, sql`ticket.id`)} said
      where ${isWanted} and said.place > ${toldUpTo(sql`setting.person_id`, sql`ticket.id`)}
    ) untold
    where untold.count > 0 and untold.oldest_at <= ${now(ctx)}::timestamptz - make_interval(mins => setting.wait_minutes)
    order by setting.person_id, untold.oldest_at limit ${limit}`.execute(deskDb(ctx))
  return rows
}

const toldUpTo = (personId: RawBuilder<unknown>, ticketId: RawBuilder<unknown>) => sql`coalesce((
  select place from desk.told_words where person_id = ${personId} and ticket_id = ${ticketId}
), 0)`

/** They have been told of it, up to there. */
export async function upsertTold(
  ctx: Context,
  told: readonly Pick<Untold, 'personId' | 'ticketId' | 'place'>[],
): Promise<void> {
  await deskDb(ctx)
    .insertInto('desk.toldWords')
    .values(told.map(({ personId, ticketId, place }) => ({ personId, ticketId, place })))
    .onConflict((conflict) =>
      conflict.columns(['personId', 'ticketId']).doUpdateSet({ place: (eb) => eb.ref('excluded.place') }),
    )
    .execute()
}

/** Nobody is told of what stood there before they wanted to be. */
export async function skipWhatIsThere(ctx: Context, personId: string): Promise<void> {
  await sql`
    insert into desk.told_words (person_id, ticket_id, place)
    select ${personId}, theirs.id, (select last_value from desk.places)
    from (${theirTickets(sql`${personId}::uuid`)}) theirs
    on conflict (person_id, ticket_id) do update set place = excluded.place`.execute(deskDb(ctx))
}
