import { said } from '@bellwether/contract/said.ts'
import { sendMail } from '../../mail/mail.ts'
import { sayTo, staffById, translateTo } from '../../people/people.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { GiveUp, type JobKind } from '../../platform/jobs/start-jobs.ts'
import { postOutside, PostRefused } from '../../platform/net/post-outside.ts'
import { findSettings } from './notice-settings.store.ts'

export const chatQueue = 'desk.post-chat-notice'

/** What a notice in a chat needs, and the mail that takes its place where the chat does not take it. */
export interface ChatNotice {
  readonly personId: string
  readonly text: string
  readonly subject: string
  readonly mailText: string
}

/** Posts a notice to the chat of a person as an incoming webhook takes it. One that does not come through goes by mail. */
export const postChatNoticeJob: JobKind = {
  queue: chatQueue,
  retryLimit: 5,
  canWait: true,
  workers: 2,
  verb: async function postChatNotice(ctx, { personId = '', text = '' }) {
    const url = (await findSettings(ctx, personId)).get(personId)?.chatUrl
    if (url === undefined || url === null) throw new GiveUp(said`the chat was taken away`)
    const error = await post(ctx, url, text)
    if (error !== null) throw new Error(error)
  },
  givenUp: async (ctx, { personId = '', subject = '', mailText = '' }, reason) => {
    const [person] = await staffById(ctx, [personId])
    if (!person) return
    const say = sayTo(person)
    const why = say`This came by mail, since your chat did not take it: ${translateTo(person)(reason)}.`
    const text = `${mailText}\n${why}\n`
    await inTransaction(ctx, (ctx) => sendMail(ctx, { kind: 'notice', to: person.email, subject, text }))
  },
}

/** null where it was taken; else why not, in words that may be shown. */
async function post(ctx: Context, url: string, text: string): Promise<string | null> {
  const options = { headers: { 'content-type': 'application/json' }, opened: ctx.openedNetworks }
  try {
    const status = await postOutside(url, JSON.stringify({ text }), options)
    return status >= 200 && status < 300 ? null : said`status ${status}`
  } catch (error) {
    if (error instanceof PostRefused) return error.message
    throw error
  }
}
