import { said } from '@bellwether/contract/said.ts'
import { eraseMailsOfSources, eraseMailsOfTicket } from '../../mail/mail.ts'
import { erasePagesAbout } from '../../pager/pager.ts'
import { staffDirectory } from '../../people/people.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { isTelling } from '../../platform/erasing/address-pattern.rules.ts'
import { eraseFiles } from '../../platform/files/doomed-file.store.ts'
import { allow, allowJobsOnly } from '../../platform/permissions.ts'
import { finishChange } from '../change-ticket.ts'
import { forgetWords } from '../search/forget-words.ts'
import { findTicketForUpdate } from '../ticket.store.ts'
import { deleteComingTo } from '../files/coming-file.store.ts'
import {
  countTicketsOf,
  deleteAttachments,
  deleteFilesOfTicket,
  eraseForwardsTo,
  eraseMessage,
  eraseNote,
  eraseParticipations,
  eraseTicketRows,
  findCustomerNames,
  findEndedTicketIds,
  findForwardsOf,
  findMailSources,
  findMessagesOf,
  findNotesOf,
  type PersonTickets,
  renameInTicketChanges,
} from './erase.store.ts'

const someAtOnce = 50

export interface ErasedWords {
  readonly tickets: number
  readonly messages: number
  readonly mails: number
}

/** On how many tickets somebody with these addresses is the contact, and on how many of others they take part. */
export async function ticketsOfPerson(ctx: Context, addresses: readonly string[]): Promise<PersonTickets> {
  allow(ctx, 'privacy.write')
  return countTicketsOf(ctx, addresses)
}

/**
 * Erases some of what somebody said: their own tickets that have ended, with everything said on them, their mails and
 * attachments; then what they wrote on tickets of others. Private questions go with the rest. Undefined where
 * nothing was left.
 */
export async function eraseSomeWords(ctx: Context, addresses: readonly string[]): Promise<ErasedWords | undefined> {
  allowJobsOnly(ctx)
  const ids = await findEndedTicketIds(ctx, addresses, someAtOnce)
  if (ids.length > 0) {
    const colleagues = (await staffDirectory(ctx)).map(({ name }) => name)
    const erased = { tickets: 0, messages: 0, mails: 0 }
    for (const id of ids) {
      const mails = await inTransaction(ctx, (ctx) => eraseTicket(ctx, id, colleagues))
      if (mails === undefined) continue
      erased.tickets += 1
      erased.mails += mails
    }
    return erased
  }
  const noted = await findNotesOf(ctx, addresses, someAtOnce)
  await inTransaction(ctx, (ctx) => eraseNotes(ctx, noted))
  if (noted.length > 0) return { tickets: 0, messages: noted.length, mails: 0 }
  await eraseForwardsTo(ctx, addresses)
  const written = await findMessagesOf(ctx, addresses, someAtOnce)
  await inTransaction(ctx, (ctx) => eraseMessages(ctx, written))
  if (written.length > 0) return { tickets: 0, messages: written.length, mails: 0 }
  await inTransaction(ctx, async (ctx) => forgetWords(ctx, await eraseParticipations(ctx, addresses)))
  return undefined
}

/** How many mails of it there were; undefined where it was opened again meanwhile. */
async function eraseTicket(ctx: Context, id: string, colleagues: readonly string[]): Promise<number | undefined> {
  const ticket = await findTicketForUpdate(ctx, id)
  // A word of theirs that has just come opened it: it is work again.
  if (!ticket || ticket.state === 'open') return undefined
  const names = (await findCustomerNames(ctx, id)).filter(isTelling)
  for (const name of names) await renameInTicketChanges(ctx, id, name, colleagues)
  await eraseFiles(ctx, await deleteFilesOfTicket(ctx, id))
  await eraseFiles(ctx, await deleteComingTo(ctx, id))
  await eraseTicketRows(ctx, id)
  const pages = await erasePagesAbout(ctx, { module: 'desk', id })
  const mails = await eraseMailsOfTicket(ctx, id, [...pages, ...(await findMailSources(ctx, id))])
  await forgetWords(ctx, [id])
  const what = said`erased what was said here, as the customer asked`
  await finishChange(ctx, id, { action: 'erase-ticket', what })
  return mails
}

async function eraseMessages(ctx: Context, written: readonly { id: string; ticketId: string }[]): Promise<void> {
  const byTicket = [...Map.groupBy(written, (message) => message.ticketId)]
  // In one order, whoever else holds several.
  for (const [ticketId, messages] of byTicket.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    await findTicketForUpdate(ctx, ticketId)
    const ids = messages.map(({ id }) => id)
    await eraseFiles(ctx, await deleteAttachments(ctx, ids))
    await eraseMailsOfSources(ctx, await findForwardsOf(ctx, ids))
    for (const id of ids) await eraseMessage(ctx, id)
    await forgetWords(ctx, [ticketId])
    const what =
      ids.length === 1
        ? said`erased a message, as whoever wrote asked`
        : said`erased ${ids.length} messages, as whoever wrote asked`
    await finishChange(ctx, ticketId, { action: 'erase-messages', what })
  }
}

async function eraseNotes(ctx: Context, noted: readonly { id: string; ticketId: string }[]): Promise<void> {
  const byTicket = [...Map.groupBy(noted, (note) => note.ticketId)]
  // In one order, whoever else holds several.
  for (const [ticketId, notes] of byTicket.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    await findTicketForUpdate(ctx, ticketId)
    for (const { id } of notes) await eraseFiles(ctx, await eraseNote(ctx, id))
    await forgetWords(ctx, [ticketId])
    const what = said`erased an answer of somebody who was asked, as they asked`
    await finishChange(ctx, ticketId, { action: 'erase-notes', what })
  }
}
