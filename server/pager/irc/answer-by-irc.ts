import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { sayTo, staffById, translateTo } from '../../people/people.ts'
import { acknowledgePageByLink } from '../acknowledge-page.ts'
import { escalatePageByLink } from '../change-page.ts'
import { findAnsweredNotification, type NotificationRow } from '../notification.store.ts'
import { pageLink } from '../page-link.ts'
import type { PageRow } from '../pager.store.ts'
import { answerKey } from './answer-key.ts'
import type { Heard } from './irc-connection.ts'

const english = { language: 'en' } as const
const say = sayTo(english)

/**
 * Acknowledges or escalates by the code that stood in a page; says what is true now, in the language of whom the page went
 * to. Who has no code hears that there is no such one, and what says neither of both hears nothing: two programs
 * would answer each other for ever. A nick proves nothing, the code does; while strangers guess it has to be both.
 */
export async function answerByIrc(ctx: Context, heard: Heard): Promise<string | undefined> {
  allowJobsOnly(ctx)
  const asked = askedBy(heard)
  const wrong = ctx.pageChannels.irc?.wrongCodes
  if (!asked || !wrong || wrong.silences(heard)) return undefined
  const notification = await findAnsweredNotification(ctx, answerKey(ctx, asked.code))
  if (notification && (isOf(notification, heard) || !wrong.isLoud(heard))) {
    const [person = english] = await staffById(ctx, [notification.personId])
    return translateTo(person)(await act(ctx, notification, asked.word))
  }
  // Whoever tries too many hears nothing more, and is not heard until the time is up.
  return wrong.note(heard) ? undefined : say`There is no such code, or no longer.`
}

function askedBy({ text }: Heard): { word: string; code: string } | undefined {
  const [, word, code] = /^(ack|next)\s+(\S+)$/i.exec(text.trim()) ?? []
  return word === undefined || code === undefined ? undefined : { word, code }
}

const isOf = ({ address }: NotificationRow, { nick }: Heard): boolean => address.toLowerCase() === nick.toLowerCase()

async function act(ctx: Context, { id }: NotificationRow, word: string): Promise<string> {
  const token = pageLink(ctx, id).split('/').at(-1) ?? ''
  try {
    const page = await (word.toLowerCase() === 'ack' ? acknowledgePageByLink : escalatePageByLink)(ctx, token)
    return await whatIsTrue(ctx, page)
  } catch (error) {
    if (error instanceof Problem) return error.message
    throw error
  }
}

async function whatIsTrue(ctx: Context, page: PageRow): Promise<string> {
  if (page.state === 'resolved') return said`It has ended: ${page.title}`
  if (page.state === 'open') return said`The next step rings: ${page.title}`
  const [holder] = page.acknowledgedBy === null ? [] : await staffById(ctx, [page.acknowledgedBy])
  return holder ? said`Acknowledged by ${holder.name}: ${page.title}` : said`Acknowledged: ${page.title}`
}
