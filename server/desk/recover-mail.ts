import { badInput, conflict, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { isUnreadable, isOurAddress, readIncomingMail, type ReceivedMail, unfiledMail } from '../mail/mail.ts'
import { allow } from '../platform/permissions.ts'
import { Problem } from '../platform/problem.ts'
import { finishChange } from './change-ticket.ts'
import { fileLetter, kindOf } from './file-mail.ts'

/**
 * Files a mail that was held or rejected: somebody looked at it and it deserves a ticket. It comes onto the
 * ticket that it answers, as any mail does. Nothing is sent because of it.
 */
export async function recoverMail(
  ctx: Context,
  mailId: string,
  saidFrom: string | null,
): Promise<{ ticketId: string }> {
  allow(ctx, 'mail.write')
  const read = await readAgain(ctx, mailId)
  return inTransaction(ctx, async (ctx) => {
    const row = await unfiledMail(ctx, mailId)
    if (!row || !read) throw new Problem(notFound, said`This mail is neither held nor rejected.`)
    const mail = withSender(ctx, read, saidFrom)
    const isAutomatic = (await kindOf(ctx, { row, mail })) !== 'person' && read.sender !== undefined
    const ticketId = await fileLetter(ctx, { row, mail }, { isAutomatic, isAcknowledged: false })
    const what = read.sender
      ? said`recovered a mail`
      : said`recovered a mail and said that ${mail.sender?.address ?? ''} wrote it: the mail names nobody`
    await finishChange(ctx, ticketId, { action: 'recover-mail', what, detail: { mailId } })
    return { ticketId }
  })
}

/** A mail that names nobody is from whom a person says; nobody is made up. */
function withSender(ctx: Context, mail: ReceivedMail['mail'], saidFrom: string | null): ReceivedMail['mail'] {
  if (mail.sender) return mail
  if (saidFrom === null) {
    const detail = said`The mail names no sender: say whom it is from, so that they can be answered.`
    throw new Problem(badInput, undefined, { errors: [{ pointer: '/from', detail }] })
  }
  const address = saidFrom.toLowerCase()
  if (isOurAddress(ctx, address)) {
    const detail = said`This is an address of this desk: say which customer or stranger wrote.`
    throw new Problem(badInput, undefined, { errors: [{ pointer: '/from', detail }] })
  }
  return { ...mail, sender: { name: address, address, reason: 'person' } }
}

async function readAgain(ctx: Context, mailId: string): Promise<ReceivedMail['mail'] | undefined> {
  try {
    return await readIncomingMail(ctx, mailId)
  } catch (error) {
    if (!isUnreadable(String(error))) throw error
    throw new Problem(
      conflict,
      said`The stored bytes of this mail cannot be read: the files of the server need help first.`,
    )
  }
}
