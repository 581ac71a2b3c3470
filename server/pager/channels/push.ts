import { createECDH, hkdfSync } from 'node:crypto'
import webPush from 'web-push'
import { z } from 'zod'
import { sayTo } from '../../people/people.ts'
import { type Channel, cutToBytes, isOurFault } from './channel.ts'

/** What a push service has to take (RFC 8291), less its encryption. */
const payloadBytesMax = 3000
/** After a day nobody has to hear of it from their browser. */
const ttlSeconds = 86_400

const Secret = z.object({ p256dh: z.string(), auth: z.string() })

/** What a browser gave with its address, as one secret. */
export const pushSecretOf = ({ p256dh, auth }: z.infer<typeof Secret>): string => JSON.stringify({ p256dh, auth })

/** Whether a browser can have given this key: a point of the curve, without which nothing can be encrypted for it. */
export function isPushKey(p256dh: string): boolean {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  try {
    pair.computeSecret(Buffer.from(p256dh, 'base64url'))
    return true
  } catch {
    return false
  }
}

export interface PushKeys {
  readonly publicKey: string
  readonly privateKey: string
}

/** The keys with which this installation proves itself to push services (VAPID, RFC 8292); the same for each start. */
export function pushKeysOf(secret: Buffer): PushKeys {
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(Buffer.from(hkdfSync('sha256', secret, '', 'web push', 32)))
  return { publicKey: pair.getPublicKey('base64url'), privateKey: pair.getPrivateKey('base64url') }
}

/** A browser of theirs, also while no screen of ours is open; encrypted, as its push service is a stranger. */
export const pushWith = (keys: PushKeys, subject: string): Channel => ({
  shown: ({ label }) => label,
  outgoing: (message, { address, secret }) => {
    const say = sayTo(message)
    const payload = {
      title: say`Page: ${message.title}`,
      url: message.url,
      tag: message.pageId,
      acknowledge: say`Acknowledge`,
    }
    const room = payloadBytesMax - Buffer.byteLength(JSON.stringify(payload))
    // Written as JSON, a line's end or a quotation mark is two characters.
    const body = cutToBytes(message.body, Math.max(0, Math.floor(room / 2)))
    const details = webPush.generateRequestDetails(
      { endpoint: address, keys: Secret.parse(JSON.parse(secret ?? '{}')) },
      JSON.stringify({ ...payload, body }),
      {
        vapidDetails: { subject, ...keys },
        TTL: ttlSeconds,
        urgency: message.urgency === 'high' ? 'high' : 'normal',
        contentEncoding: 'aes128gcm',
      },
    )
    return { url: details.endpoint, body: details.body ?? '', headers: headersOf(details.headers) }
  },
  isFinal: isOurFault,
  isGone: (status) => status === 404 || status === 410,
})

/** Its length is set by whoever sends it. */
const headersOf = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (name === 'Content-Length' ? [] : [[name, String(value)]])),
  )
