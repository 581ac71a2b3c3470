import { type Context, now } from '../platform/context.ts'
import { eachApart } from '../platform/each-apart.ts'
import { holdMail, listWaitingMails } from '../mail/mail.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { fileMail } from './file-mail.ts'

const patienceMilliseconds = 2 * 3_600_000

/**
 * Files the mails that wait for too long: their job was lost, or is still tried again, which does no harm.
 * What cannot be filed for hours is held.
 */
export async function fileWaitingMails(ctx: Context): Promise<void> {
  allowJobsOnly(ctx)
  await eachApart(await listWaitingMails(ctx), async ({ id, receivedAt }) => {
    try {
      await fileMail(ctx, { mailId: id })
    } catch (error) {
      if (now(ctx).getTime() - receivedAt.getTime() < patienceMilliseconds) throw error
      await holdMail(ctx, id, String(error))
    }
  })
}

/** The job that files a mail has failed for the last time. */
export async function holdUnfiledMail(ctx: Context, { mailId }: { mailId: string }, failure: string): Promise<void> {
  allowJobsOnly(ctx)
  await holdMail(ctx, mailId, failure)
}
