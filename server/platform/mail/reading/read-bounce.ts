import type { ParsedAttachment } from './parsed-mail.ts'

const reasonCharacters = 300
const tokensMax = 50
/** Looked at of the mail itself, and of each of its first parts. */
const rawCharacters = 1_000_000
const partCharacters = 100_000
const partsMax = 20

/** What a bounce says of the mail that it is about. */
export interface Bounce {
  /** Tokens in the ids and addresses that it quotes, that of the returned mail's own Message-ID first. */
  readonly tokens: readonly string[]
  /** False for a warning: the other server keeps trying. */
  readonly isFinal: boolean
  readonly reason: string
}

/** Reads a delivery status notification (RFC 3464), or what an older mail program makes instead of one. */
export function readBounce(raw: Buffer, attachments: readonly ParsedAttachment[]): Bounce {
  const parts = attachments.slice(0, partsMax).map(({ contentType, bytes }) => ({
    isStatus: contentType.toLowerCase().includes('delivery-status'),
    text: Buffer.from(bytes.subarray(0, partCharacters)).toString('latin1'),
  }))
  const status = parts.find((part) => part.isStatus)?.text ?? ''
  const actions = [...status.matchAll(/^action:\s*([\w-]+)/gim)].map(([, action = '']) => action.toLowerCase())
  return {
    tokens: tokensIn([raw.toString('latin1', 0, rawCharacters), ...parts.map((part) => part.text)].join('\n')),
    isFinal: actions.length === 0 || actions.includes('failed'),
    reason: reasonIn(status) ?? 'the mail came back',
  }
}

/** The returned mail may refer to earlier ones of ours: its own id is what was not delivered. */
function tokensIn(text: string): string[] {
  const own = text.matchAll(/^message-id:\s*<([a-z2-7]{42})@/gim)
  const any = text.matchAll(/[<+]([a-z2-7]{42})@/gi)
  return [...new Set([...own, ...any].map(([, token = '']) => token))].slice(0, tokensMax)
}

function reasonIn(status: string): string | undefined {
  const found =
    /^diagnostic-code:\s*(?:[\w-]+\s*;)?(.+(?:\r?\n[ \t].+)*)/im.exec(status) ?? /^status:(.+)/im.exec(status)
  const text = found?.[1]?.replaceAll('\0', '').replaceAll(/\s+/g, ' ').trim()
  return text ? text.slice(0, reasonCharacters) : undefined
}
