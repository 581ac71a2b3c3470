import type { z } from 'zod'
import type { EventItem } from '@bellwether/contract/evidence.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { now, type Context } from '../../platform/context.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { fieldKinds } from '../event-fields.ts'
import { filterSql, type EventFilter } from './event-filter.ts'
import { findEvents, type EventRow } from './event.store.ts'

/** Events that match, the newest first, a page at a time. */
export async function listEvents(
  ctx: Context,
  filter: EventFilter & { cursor?: string | undefined; limit: number },
): Promise<{ items: z.input<typeof EventItem>[]; nextCursor: string | null }> {
  allow(ctx, 'evidence.read')
  const asked = filterSql(filter, now(ctx))
  const start = readPlace(filter.cursor) ?? { before: asked.to.getTime(), skip: 0 }
  const rows = await findEvents(ctx, asked, { ...start, limit: filter.limit + 1 })
  const shown = rows.slice(0, filter.limit)
  return { items: shown.map(presentEvent), nextCursor: rows.length > filter.limit ? placeAfter(shown, start) : null }
}

interface Place {
  /** Milliseconds since 1970. */
  readonly before: number
  /** How many events of exactly that millisecond were shown. */
  readonly skip: number
}

function readPlace(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined
  const [before, skip] = (JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]).map(Number)
  if (before === undefined || skip === undefined || !Number.isSafeInteger(before) || !Number.isSafeInteger(skip)) {
    throw new Problem(badInput, undefined, {
      errors: [{ pointer: '/query/cursor', detail: said`Use \`nextCursor\` as it was given.` }],
    })
  }
  return { before, skip }
}

function placeAfter(shown: readonly EventRow[], start: Place): string | null {
  const last = shown.at(-1)
  if (last === undefined) return null
  const before = Date.parse(last.timestamp)
  const same = shown.filter((row) => Date.parse(row.timestamp) === before).length
  const skip = before === start.before ? start.skip + same : same
  return Buffer.from(JSON.stringify([before, skip])).toString('base64url')
}

const textOf = (row: EventRow, name: string): string => String(row[name] ?? '')

function presentEvent(row: EventRow): z.input<typeof EventItem> {
  const attributes: Record<string, string> = {}
  for (const name of fieldKinds.keys()) {
    const value = textOf(row, name)
    if (name !== 'timestamp' && value !== '' && value !== '0') attributes[name] = value
  }
  return {
    timestamp: row.timestamp,
    kind: textOf(row, 'kind'),
    serviceName: textOf(row, 'service.name'),
    customerId: textOf(row, 'customer.id'),
    site: textOf(row, 'site'),
    method: textOf(row, 'http.request.method'),
    path: textOf(row, 'url.path'),
    statusCode: Number(row['http.response.status_code']),
    severity: textOf(row, 'severity_text'),
    body: textOf(row, 'body'),
    errorMessage: textOf(row, 'error.message'),
    classId: row.class,
    requestId: textOf(row, 'request.id'),
    isError: row.is_error === 1,
    attributes: { ...attributes, ...(row.class === '' ? {} : { class: row.class }), ...row.attributes },
  }
}
