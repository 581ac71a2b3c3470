import type { Mention } from '@bellwether/contract/desk.ts'
import type { Language } from '@bellwether/contract/people.ts'
import type { Say } from '@bellwether/contract/said.ts'
import { namesById, sayTo, staffWhoMay, teamDirectory } from '../../people/people.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { showOnly } from '../../platform/events/announce.ts'
import type { Presented } from '../../platform/http/handle.ts'
import { allow } from '../../platform/permissions.ts'
import { actingPerson } from '../change-ticket.ts'
import { mentionsSeen } from '../desk.events.ts'
import { personOf } from '../hand-offs/hand-off-visibility.rules.ts'
import { inChat, type Notice } from '../notices/notice-text.rules.ts'
import { usualSettings } from '../notices/notice-time.rules.ts'
import { seeTicket } from '../see-ticket.ts'
import { findTickets } from '../ticket.store.ts'
import { mentionedBy } from './mention.rules.ts'
import { setSeen } from './mention-seen.store.ts'
import { findMentionsIn, findUnseen, insertMentions, takeUnmailed } from './mention.store.ts'

const listedMax = 100

/** For verbs: whoever a note mentions, alone or with their team, is told of it; whoever wrote it knows. */
export async function noteMentions(
  ctx: Context,
  { ticketId, noteId, text }: { ticketId: string; noteId: string; text: string },
): Promise<void> {
  if (!text.includes('@')) return
  const [staff, teams] = await Promise.all([staffWhoMay(ctx, 'desk.read'), teamDirectory(ctx)])
  const found = mentionedBy(text, { people: staff, teams })
  const teamOf = new Map<string, string | null>()
  for (const { id, teams: own } of staff) for (const team of own) if (found.teams.has(team.id)) teamOf.set(id, team.id)
  for (const id of found.people) teamOf.set(id, null)
  teamOf.delete(personOf(ctx.actor)?.personId ?? '')
  const at = now(ctx)
  await insertMentions(
    ctx,
    [...teamOf].map(([personId, teamId]) => ({ noteId, personId, teamId, ticketId, at, seenAt: null, mailedAt: null })),
  )
}

/** For verbs: a note is for one person, who is told of it as of a mention. */
export const mentionPerson = (
  ctx: Context,
  of: { ticketId: string; noteId: string; personId: string },
): Promise<void> => insertMentions(ctx, [{ ...of, teamId: null, at: now(ctx), seenAt: null, mailedAt: null }])

/** For verbs: the names of whom each of these notes mentioned. */
export async function mentionedIn(ctx: Context, noteIds: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await findMentionsIn(ctx, noteIds)
  const names = await namesById(ctx, {
    people: rows.flatMap(({ personId, teamId }) => (teamId === null ? [personId] : [])),
    teams: rows.flatMap(({ teamId }) => teamId ?? []),
  })
  const byNote = Map.groupBy(rows, ({ noteId }) => noteId)
  const nameOf = ({ personId, teamId }: (typeof rows)[number]): string =>
    teamId === null ? names.person(personId).name : names.team(teamId).name
  return new Map([...byNote].map(([noteId, some]) => [noteId, [...new Set(some.map(nameOf))].toSorted()]))
}

/** Where colleagues mentioned whoever asks, as far as they have not looked. */
export async function listMentions(ctx: Context): Promise<Presented<Mention>[]> {
  allow(ctx, 'desk.read')
  const person = personOf(ctx.actor)
  if (!person) return []
  const rows = await findUnseen(ctx, person.personId, listedMax)
  const tickets = new Map(
    (await findTickets(ctx, [...new Set(rows.map(({ ticketId }) => ticketId))])).map((one) => [one.id, one]),
  )
  const names = await namesById(ctx, { teams: rows.flatMap(({ teamId }) => teamId ?? []) })
  return rows.map(({ ticketId, noteId, teamId, at, by }) => {
    const { id, number, subject } = tickets.get(ticketId)!
    const team = teamId === null ? null : names.team(teamId).name
    return { ticket: { id, number, subject }, noteId, by: by ?? 'Bellwether', team, at }
  })
}

/** Whoever asks has looked at the notes of a ticket. Returns how many mentioned them. */
export async function seeMentions(ctx: Context, ticketId: string): Promise<number> {
  allow(ctx, 'desk.read')
  const { id: personId } = actingPerson(ctx)
  return inTransaction(ctx, async (ctx) => {
    await seeTicket(ctx, ticketId)
    const seen = await setSeen(ctx, ticketId, personId)
    if (seen > 0) await showOnly(ctx, mentionsSeen, { ticketId })
    return seen
  })
}

const atOnce = 500

/**
 * For verbs, in their transaction: what those of these people are told who were mentioned and have not looked, one notice for
 * all that came meanwhile. It says who and where, and nothing of what was said: mail is kept in many places.
 */
export async function takeMentionNotices(
  ctx: Context,
  people: readonly { id: string; language: Language }[],
): Promise<Map<string, Notice>> {
  const { waitMinutes } = usualSettings
  const ids = people.map(({ id }) => id)
  const byPerson = Map.groupBy(await takeUnmailed(ctx, ids, { waitMinutes, limit: atOnce }), ({ personId }) => personId)
  const told = people.filter(({ id }) => byPerson.has(id))
  return new Map(told.map((person) => [person.id, noticeOf(ctx, sayTo(person), byPerson.get(person.id)!)]))
}

const namedMost = 5

interface TakenMention {
  readonly number: number
  readonly noteId: string
  readonly by: string | null
}

function noticeOf({ baseUrl }: Context, say: Say, mentions: readonly TakenMention[]): Notice {
  const by = [...new Set(mentions.map((one) => one.by ?? 'Bellwether'))].join(', ')
  const numbers = [...new Set(mentions.map(({ number }) => `#${number}`))]
  const named = numbers.slice(0, namedMost).join(', ')
  const more = numbers.length - namedMost
  const places = more > 0 ? say`${named} and ${more} more` : named
  const lines = mentions.map(({ number, noteId, by }) => ({
    who: by ?? 'Bellwether',
    number,
    link: `${baseUrl}/tickets/${number}#entry-${noteId}`,
  }))
  const text = lines.map(({ who, number, link }) => say`${who} on #${number}: ${link}`).join('\n')
  return {
    subject: say`${by} mentioned you on ${places}`,
    text: `${say`You were mentioned in notes:`}\n\n${text}\n`,
    chat: lines
      .map(({ who, number, link }) => say`${inChat(who)} mentioned you on ${`<${link}|#${number}>`}`)
      .join('\n'),
  }
}
