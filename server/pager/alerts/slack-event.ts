import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type AlertEvent, bodyOf, type Severity, titleOf } from './alert-event.ts'

/* A message as an incoming webhook of Slack takes it: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks. */
const text = z.string().nullish().catch(undefined)

const listOf = <T extends z.ZodType>(item: T) => z.array(item).max(100).nullish().catch([])

const Attachment = z.looseObject({ title: text, fallback: text, text, pretext: text, color: text, title_link: text })

const Block = z.looseObject({
  text: z
    .union([z.string(), z.looseObject({ text })])
    .nullish()
    .catch(undefined),
})

const Message = z.looseObject({
  text,
  attachments: listOf(Attachment).transform((list) => list ?? []),
  blocks: listOf(Block).transform((list) => list ?? []),
})

/** What Alertmanager writes before the name of a group: how many fire, or that none does any more. */
const stateMark = /^\s*\[(FIRING|RESOLVED)(?::\d+)?\]\s*/i

const severities: Readonly<Record<string, Severity>> = { danger: 'critical', warning: 'warning' }

/**
 * Reads a message, or undefined where it says nothing. A chat has no keys: what says the same is the same alert, whatever
 * stands before it about firing; what is marked as good or as resolved is over.
 */
export function readSlackEvent(body: unknown): AlertEvent | undefined {
  const read = Message.safeParse(body)
  if (!read.success) return undefined
  const { text: said, attachments, blocks } = read.data
  const [first] = attachments
  const lines = [said, ...blocks.map(wordsOf), ...attachments.flatMap(linesOf)].filter(isSaid)
  const head = [said, first?.title, first?.fallback, ...lines].find(isSaid)
  if (head === undefined) return undefined
  const title = titleOf(plain(head).replace(stateMark, ''))
  const color = first?.color ?? ''
  return {
    action: isOver(head, color) ? 'resolve' : 'trigger',
    severity: severities[color] ?? 'error',
    key: createHash('sha256').update(title).digest('base64url'),
    title,
    body: bodyOf(lines.map(plain)),
  }
}

const isOver = (head: string, color: string): boolean =>
  color === 'good' || stateMark.exec(head)?.[1]?.toUpperCase() === 'RESOLVED'

const isSaid = (line: string | null | undefined): line is string => typeof line === 'string' && line.trim() !== ''

const wordsOf = ({ text: words }: z.infer<typeof Block>): string | null | undefined =>
  typeof words === 'string' ? words : words?.text

const linesOf = ({ pretext, title, text: words, title_link: link }: z.infer<typeof Attachment>) => [
  pretext,
  title,
  words,
  link,
]

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

/** A link is its name and its address; of what else stands in brackets, such as whom it calls, the words. */
function linkWords(whole: string, inner: string): string {
  if (!/^https?:/.test(inner)) return whole
  const bar = inner.indexOf('|')
  return bar === -1 ? inner : `${inner.slice(bar + 1)} (${inner.slice(0, bar)})`
}

/** The words without the signs of a chat: links by their name, the three signs that it escapes. */
const plain = (words: string): string =>
  words.replaceAll(/<([^<>]{1,2000})>/g, linkWords).replaceAll(/&(?:lt|gt|amp);/g, (sign) => entities[sign] ?? sign)
