import type { Context } from '../platform/context.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { getPerson, sayTo, signInLinkKind, signInLinkMinutes } from '../people/people.ts'
import { sendMail } from './send-mail.ts'

/** Mails somebody the link that they asked for. The link itself is made when the mail is sent. */
export async function sendSignInLink(ctx: Context, { personId }: { personId: string }): Promise<void> {
  allowJobsOnly(ctx)
  const person = await getPerson(ctx, personId)
  if (person.deactivatedAt) return
  const say = sayTo(person)
  await inTransaction(ctx, (ctx) =>
    sendMail(ctx, {
      kind: 'sign-in',
      to: person.email,
      subject: say`Your sign-in link`,
      text: `${say`Open this link within ${signInLinkMinutes} minutes to sign in. It works once.`}\n\n${say`Open: {link}`}\n`,
      link: { kind: signInLinkKind, about: person.id },
    }),
  )
}
