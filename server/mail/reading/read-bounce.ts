import { said } from '@bellwether/contract/said.ts'
import type { ParsedAttachment } from './parsed-mail.ts'
import type { Bounce } from './parsed-mail.ts'

const reasonCharacters = 300
const tokensMax = 50
/** Looked at of the mail itself, and of each of its first parts. */
const rawCharacters = 1_000_000
const partCharacters = 100_000
const partsMax = 20
const recipientsMax = 100

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
    reason: reasonIn(status) ?? said`the mail came back`,
    failed: failedIn(status, raw.toString('latin1', 0, partCharacters)),
  }
}

/** By the status of each recipient (RFC 3464), by the header of Exim, or by the lines of qmail. */
function failedIn(status: string, text: string): string[] {
  const blocks = status.split(/\r?\n[ \t]*\r?\n/).slice(0, recipientsMax)
  const ofStatus = blocks
    .filter((block) => !/^action:/im.test(block) || /^action:[ \t]*failed/im.test(block))
    .flatMap((block) => [...block.matchAll(/^(?:final|original)-recipient:[ \t]*[\w-]+[ \t]*;(.+)/gim)])
  const ofHeader = [...text.matchAll(/^x-failed-recipients:(.+)/gim)]
  const ofLines = [...text.matchAll(/^<([^<>\s@]{1,128}@[^<>\s@]{1,255})>:?[ \t]*\r?$/gim)]
  const found = ofStatus.length > 0 ? ofStatus : [...ofHeader, ...ofLines]
  const addresses = found.flatMap(
    ([, value = '']) => value.toLowerCase().match(/[^\s<>,;]{1,128}@[^\s<>,;]{1,255}/g) ?? [],
  )
  return [...new Set(addresses)].slice(0, recipientsMax)
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
