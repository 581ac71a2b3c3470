import type { Language } from '@bellwether/contract/people.ts'
import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { verifyToken } from '../../platform/links/signed-token.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { staffById, translateTo } from '../../people/people.ts'
import { acknowledgePageByLink } from '../acknowledge-page.ts'
import { escalatePageByLink } from '../change-page.ts'
import { findPeopleOfNumber } from '../methods/contact-method.store.ts'
import { pageLink, pageLinkPurpose } from '../page-link.ts'
import { findNewestText, findNotification, markDelivered, markFailed } from '../notification.store.ts'

const usage = said`Answer 4 to acknowledge, 6 to escalate.`

/** Acknowledges or escalates by the key that somebody pressed in a call; says what came of it. */
export async function answerByKey(ctx: Context, token: string, key: string): Promise<string> {
  try {
    if (key === '4') return said`Acknowledged: ${(await acknowledgePageByLink(ctx, token)).title}`
    if (key === '6') return said`Escalated: ${(await escalatePageByLink(ctx, token)).title}`
    return said`Nothing is done.`
  } catch (error) {
    // Whoever holds a phone hears why, as whoever looks at a screen reads it.
    if (error instanceof Problem) return error.message
    throw error
  }
}

/**
 * Acknowledges or escalates the newest page that was texted to a number and that nobody has answered; says what came of
 * it, in the language of whose number it is. Never more than that: an "OK" says that somebody is awake, not that it is over.
 */
export async function answerByText(ctx: Context, { from, text }: { from: string; text: string }): Promise<string> {
  allowJobsOnly(ctx)
  const newest = await findNewestText(ctx, await findPeopleOfNumber(ctx, from))
  const [person] = newest ? await staffById(ctx, [newest.personId]) : []
  if (!newest || !person) return said`No page waits for an answer of this number.`
  const translate = translateTo(person)
  const token = pageLink(ctx, newest.id).split('/').at(-1) ?? ''
  const word = text.trim().toLowerCase()
  if (/^(?:4|ok|ack)\b/.test(word)) return translate(await answerByKey(ctx, token, '4'))
  if (/^(?:6|esc)\b/.test(word)) return translate(await answerByKey(ctx, token, '6'))
  return translate(usage)
}

/** Writes down what the carrier says became of a text or a call. */
export async function noteReport(ctx: Context, token: string, fields: Readonly<Record<string, string>>): Promise<void> {
  allowJobsOnly(ctx)
  const id = verifyToken(ctx.secret, pageLinkPurpose, token)
  const status = fields['MessageStatus'] ?? fields['CallStatus'] ?? ''
  if (id === undefined) return
  await inTransaction(ctx, async (ctx) => {
    if (status === 'delivered' || status === 'completed') await markDelivered(ctx, id)
    if (['undelivered', 'failed', 'busy', 'no-answer', 'canceled'].includes(status))
      await markFailed(ctx, id, said`the carrier says ${status}`)
  })
}

/** In what language whoever holds a token is spoken to. */
export async function languageOfToken(ctx: Context, token: string): Promise<{ language: Language }> {
  const id = verifyToken(ctx.secret, pageLinkPurpose, token)
  const row = id === undefined ? undefined : await findNotification(ctx, id)
  const [person] = row ? await staffById(ctx, [row.personId]) : []
  return { language: person?.language ?? 'en' }
}
