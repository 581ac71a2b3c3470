import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { GiveUp, type JobKind } from '../../platform/jobs/start-jobs.ts'
import { postOutside, PostRefused } from '../../platform/net/post-outside.ts'
import { namesById, staffById, translateTo } from '../../people/people.ts'
import { deleteMethod, findContactMethod } from '../methods/contact-method.store.ts'
import { answerCode, answerKey } from '../irc/answer-key.ts'
import { pageLines } from '../irc/irc-lines.ts'
import { NotSaid } from '../irc/not-said.ts'
import { pageLink, pathAbout } from '../page-link.ts'
import { findPage, type PageRow } from '../pager.store.ts'
import {
  findNotification,
  keepAnswerKey,
  markDelivered,
  markFailed,
  markUnneeded,
  type NotificationRow,
  recordAttempt,
} from '../notification.store.ts'
import type { Channel, PageMessage, Reachable } from './channel.ts'

export const notificationQueue = 'pager.send-notification'
export const ircQueue = 'pager.send-by-irc'

const givenUp: JobKind['givenUp'] = async (ctx, { notificationId }, reason) =>
  markFailed(ctx, notificationId ?? '', reason)

// For two hours; whoever comes back is heard of within half a minute.
const retries = { retryLimit: 365, retrySecondsMax: 20 }

/** Takes a page to the contact method that it was queued for, unless somebody has answered it by then. */
export const sendNotificationJob: JobKind = {
  queue: notificationQueue,
  formerly: 'pager.send-webhook',
  ...retries,
  // A phone that does not answer must not keep the others waiting.
  workers: 4,
  spares: 60,
  givenUp,
  verb: sendNotification,
}

/** The same for IRC, of which one process at a time has a connection: that one alone works this queue. */
export const sendByIrcJob: JobKind = { queue: ircQueue, ...retries, givenUp, verb: sendNotification }

async function sendNotification(ctx: Context, { notificationId }: Record<string, string>): Promise<void> {
  const row = await findNotification(ctx, notificationId ?? '')
  if (!row || row.sentAt || row.failedAt || row.unneededAt) return
  const page = await findPage(ctx, row.pageId)
  if (page?.state === 'open') await send(ctx, page, row)
  else await markUnneeded(ctx, row.id)
}

async function send(ctx: Context, page: PageRow, row: NotificationRow): Promise<void> {
  const method = row.methodId ? await findContactMethod(ctx, row.methodId) : undefined
  if (!method || method.kind === 'mail') return markFailed(ctx, row.id, said`this way was removed`)
  if (method.kind === 'irc') return attemptByIrc(ctx, { page, row, nick: method.address })
  const channel = ctx.pageChannels.byKind[method.kind]
  if (!channel) return markFailed(ctx, row.id, said`texts and calls need a carrier, which is set no more`)
  return attempt(ctx, { row, message: await messageOf(ctx, page, row), method, channel })
}

async function messageOf(ctx: Context, page: PageRow, row: NotificationRow): Promise<PageMessage> {
  const [person] = await staffById(ctx, [row.personId])
  const language = person?.language ?? 'en'
  const translate = translateTo({ language })
  const url = pageLink(ctx, row.id)
  return {
    pageId: page.id,
    notificationId: row.id,
    title: translate(page.title),
    body: translate(page.body),
    urgency: page.urgency,
    language,
    url,
    token: url.split('/').at(-1) ?? '',
    about: { module: page.aboutModule, id: page.aboutId, url: `${ctx.baseUrl}${pathAbout(page)}` },
    createdAt: page.createdAt,
    baseUrl: ctx.baseUrl,
  }
}

interface Attempt {
  readonly row: NotificationRow
  readonly message: PageMessage
  readonly method: Reachable
  readonly channel: Channel
}

/** Throws where it is to be tried again, or gives up where that would change nothing. */
async function attempt(ctx: Context, { row, message, method, channel }: Attempt): Promise<void> {
  const answer = await post(ctx, channel.outgoing(message, method))
  const isTaken = 'status' in answer && answer.status >= 200 && answer.status < 300
  const error = isTaken ? null : 'status' in answer ? said`status ${answer.status}` : answer.refusal
  await recordAttempt(ctx, row.id, error)
  if (error === null) return
  const status = 'status' in answer ? answer.status : 0
  if (channel.isGone?.(status)) await forget(ctx, row, method)
  if (channel.isFinal(status)) throw new GiveUp(error)
  throw new Error(error)
}

interface IrcAttempt {
  readonly page: PageRow
  readonly row: NotificationRow
  readonly nick: string
}

/** Taken is what the server took for a nick that was there: more nobody can know. Throws where it is to be tried again. */
async function attemptByIrc(ctx: Context, { page, row, nick }: IrcAttempt): Promise<void> {
  const { irc } = ctx.pageChannels
  if (!irc) return markFailed(ctx, row.id, said`IRC needs a server, which is set no more`)
  const code = answerCode(ctx, row.id)
  await keepAnswerKey(ctx, row.id, answerKey(ctx, code))
  const names = await namesById(ctx, { teams: [page.teamId], people: [] })
  const team = page.teamId === null ? undefined : names.team(page.teamId).name
  const lines = pageLines(await messageOf(ctx, page, row), { team, code })
  try {
    if (!irc.connection) throw new NotSaid(said`another process speaks on IRC now`)
    await irc.connection.say(nick, lines, page.urgency === 'high' ? 'urgent' : 'page')
  } catch (error) {
    if (error instanceof NotSaid) await recordAttempt(ctx, row.id, error.message)
    throw error
  }
  await recordAttempt(ctx, row.id, null)
  await markDelivered(ctx, row.id)
}

/** A browser that takes nothing more is none of their ways any more; the others stay. */
const forget = (ctx: Context, { personId }: NotificationRow, { id }: Reachable): Promise<unknown> =>
  inTransaction(ctx, (ctx) => deleteMethod(ctx, personId, id))

/** What a server said, or why nothing came of it, in words that may be shown. */
async function post(
  ctx: Context,
  { url, body, headers }: ReturnType<Channel['outgoing']>,
): Promise<{ status: number } | { refusal: string }> {
  try {
    return { status: await postOutside(url, body, { headers: { ...headers }, opened: ctx.openedNetworks }) }
  } catch (error) {
    if (error instanceof PostRefused) return { refusal: error.message }
    throw error
  }
}
