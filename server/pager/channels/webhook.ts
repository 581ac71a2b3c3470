import { createHmac } from 'node:crypto'
import { type Channel, shownHost } from './channel.ts'

/**
 * A program of their own: JSON, signed with the secret of this webhook. Its server may be wrong for a while and mended,
 * so that no refusal is the last word.
 */
export const webhook: Channel = {
  shown: shownHost,
  outgoing: (message, { address, secret }) => {
    const body = JSON.stringify({
      event: 'page',
      id: message.pageId,
      title: message.title,
      body: message.body,
      urgency: message.urgency,
      url: message.url,
      token: message.token,
      about: message.about,
      createdAt: message.createdAt,
    })
    const signature = createHmac('sha256', secret ?? '')
      .update(body)
      .digest('hex')
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': message.notificationId,
      'x-bellwether-signature': `sha256=${signature}`,
    }
    return { url: address, body, headers }
  },
  isFinal: () => false,
}
