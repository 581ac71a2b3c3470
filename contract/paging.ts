import { z } from 'zod'
import { said } from './said.ts'
import './sentences.ts'

/** A list's own note of where it was: JSON in base64url. */
function isCursor(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(atob(text.replaceAll('-', '+').replaceAll('_', '/'))))
  } catch {
    return false
  }
}

/** Query of every list: an opaque cursor and how many at most. */
export const pageQuery = {
  cursor: z
    .string()
    .max(2000)
    .refine(isCursor, said`Use \`nextCursor\` as it was given.`)
    .optional()
    .describe('`nextCursor` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
}

/** Answer of every list. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable().describe('null on the last page') })

/** Whether an instant is one in UTC, too: its zone may carry it out of the years that can be written. */
function isWritable(text: string): boolean {
  const year = new Date(text).getUTCFullYear()
  return year >= 1 && year <= 9999
}

/** An instant, ISO 8601 in UTC. */
export const Instant = z.iso
  .datetime({ offset: true })
  .refine(isWritable, said`Choose an instant of the years 1 to 9999, in UTC.`)
export const Id = z.uuid()

/** An e-mail address, as long as SMTP carries it (RFC 5321). */
export const Email = z.email().max(254)
/** A name, not an offset: an offset is wrong for half of the year. */
function isNamedZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** IANA name, e.g. Europe/London. */
export const TimeZone = z
  .string()
  .max(100)
  .refine(isNamedZone, said`This is not an IANA time zone such as Europe/London.`)
  .meta({ examples: ['Europe/London'] })
/** What a clock on the wall shows, e.g. 09:00. */
export const WallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, said`Write it as HH:MM.`)

/** An address of the web; other schemes (`javascript:`, `file:` ...) are no links. */
export const WebUrl = z
  .url({ protocol: /^https?$/, error: 'Use an address that begins with https:// or http://.' })
  .max(2000)

/** A screen of the console (`/evidence?...`) or an address of the web. */
export const ScreenOrWebUrl = z.union([
  z
    .string()
    .regex(/^\/(?:[^/\\]|$)/, said`Begin with one slash.`)
    .max(2000),
  WebUrl,
])
