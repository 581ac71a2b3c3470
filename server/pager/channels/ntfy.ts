import { sayTo } from '../../people/people.ts'
import { type Channel, cutToBytes, isOurFault, shownHost } from './channel.ts'

/** What a server of ntfy takes of a message, in bytes, less what stands around it. */
const messageBytesMax = 3500

/** A topic of ntfy: the phone rings, and its buttons acknowledge and escalate without opening anything. */
export const ntfy: Channel = {
  shown: shownHost,
  outgoing: (message, { address, secret }) => {
    const { origin, pathname } = new URL(address)
    const say = sayTo(message)
    const byLink = (verb: string) => `${message.baseUrl}/api/pager/links/${message.token}/${verb}`
    const act = (label: string, verb: string) => ({
      action: 'http',
      label,
      url: byLink(verb),
      method: 'POST',
      clear: true,
    })
    const body = JSON.stringify({
      topic: pathname.replaceAll('/', ''),
      title: say`Page: ${message.title}`,
      message: cutToBytes(message.body, messageBytesMax),
      priority: message.urgency === 'high' ? 5 : 3,
      tags: [message.urgency === 'high' ? 'rotating_light' : 'bell'],
      click: message.url,
      actions: [
        act(say`Acknowledge`, 'acknowledgement'),
        act(say`Escalate`, 'escalation'),
        { action: 'view', label: say`Open`, url: message.url },
      ],
    })
    const headers = { 'content-type': 'application/json', ...(secret && { authorization: `Bearer ${secret}` }) }
    return { url: origin, body, headers }
  },
  isFinal: isOurFault,
}
