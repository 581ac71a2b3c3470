import { said } from '@bellwether/contract/said.ts'
import { getPerson } from '../people/people.ts'
import { type Context, now } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { announce } from '../platform/events/announce.ts'
import { oneLine } from '../platform/one-line.ts'
import { allow } from '../platform/permissions.ts'
import { actingPerson, finishChange } from './change-ticket.ts'
import { ticketOpened } from './desk.events.ts'
import { takeFields } from './fields/set-fields.ts'
import type { FieldValues } from './fields/ticket-field.store.ts'
import { noteMentions } from './mentions/mentions.ts'
import { insertNote } from './message.store.ts'
import { insertTicket } from './ticket.store.ts'

interface OwnWord {
  readonly subject: string
  readonly text: string
  readonly fields: FieldValues
}

/** Opens a ticket for ourselves: whoever does so asks for it and owns it. Nobody is mailed, and no customer waits. */
export async function openOwnTicket(ctx: Context, input: OwnWord): Promise<string> {
  allow(ctx, 'desk.write')
  const { id: personId, name } = actingPerson(ctx)
  return inTransaction(ctx, async (ctx) => {
    const { email } = await getPerson(ctx, personId)
    const requester = { personId, name, email }
    return openForOurselves(ctx, { ...input, requester, ownerId: personId, what: said`opened this for ourselves` })
  })
}

interface OwnTicket extends OwnWord {
  readonly requester: { readonly personId: string; readonly name: string; readonly email: string }
  readonly ownerId: string | null
  /** As the time line says it. */
  readonly what: string
}

/** For verbs: in their transaction. Returns its id. */
export async function openForOurselves(
  ctx: Context,
  { subject, text, fields, requester, ownerId, what }: OwnTicket,
): Promise<string> {
  const at = now(ctx)
  const { id } = await insertTicket(ctx, {
    subject: oneLine(subject),
    isUrgent: false,
    isOurs: true,
    customerId: null,
    contactName: requester.name,
    contactEmail: requester.email.toLowerCase(),
    ownerId,
    mailboxId: null,
    owes: 'support',
    waitingOn: 'support',
    waitingSince: at,
    mentionedSites: [],
    lastMessageAt: at,
    createdAt: at,
  })
  await takeFields(ctx, id, { values: fields, isForm: false })
  const author = { personId: requester.personId, authorName: requester.name }
  const noteId = await insertNote(ctx, { ticketId: id, at, ...author, text })
  await noteMentions(ctx, { ticketId: id, noteId, text })
  await announce(ctx, ticketOpened, { ticketId: id })
  await finishChange(ctx, id, { action: 'open-own-ticket', what, keepsPlan: true })
  return id
}
