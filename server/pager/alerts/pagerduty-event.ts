import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type AlertEvent, bodyOf, titleOf } from './alert-event.ts'

/*
 * An event of PagerDuty's Events API v2: https://developer.pagerduty.com/docs/events-api-v2-overview. What it calls
 * required is; of the rest what is not understood is left out.
 */
const key = z.string().max(255)
const link = z.object({ href: z.string(), text: z.string().optional() })

const Payload = z.object({
  summary: z.string().min(1),
  source: z.string().min(1),
  severity: z.enum(['critical', 'error', 'warning', 'info']),
  component: z.string().nullish(),
  group: z.string().nullish(),
  class: z.string().nullish(),
  custom_details: z.unknown().optional(),
})

const Event = z.discriminatedUnion('event_action', [
  z.object({
    event_action: z.literal('trigger'),
    dedup_key: key.nullish(),
    payload: Payload,
    links: z.array(link).max(100).nullish(),
    client: z.string().nullish(),
    client_url: z.string().nullish(),
  }),
  z.object({ event_action: z.enum(['acknowledge', 'resolve']), dedup_key: key.min(1) }),
])

/** Reads an event, or says what is wrong with it. */
export function readPagerDutyEvent(body: unknown): { event: AlertEvent } | { errors: string[] } {
  const read = Event.safeParse(body)
  if (!read.success)
    return { errors: read.error.issues.map(({ path, message }) => `'${path.join('.') || 'event'}': ${message}`) }
  const event = read.data
  if (event.event_action !== 'trigger')
    return { event: { action: event.event_action, key: event.dedup_key, title: '', body: '', severity: 'error' } }
  const { payload, links, client, client_url: clientUrl } = event
  const text = bodyOf([
    `Source: ${payload.source}`,
    named('Component', payload.component),
    named('Group', payload.group),
    named('Class', payload.class),
    named('Sent by', [client, clientUrl].filter((part) => typeof part === 'string').join(' ')),
    ...(links ?? []).map(({ href, text }) => (text === undefined ? href : `${text}: ${href}`)),
    detailsOf(payload.custom_details),
  ])
  const { summary, severity } = payload
  return {
    event: { action: 'trigger', key: event.dedup_key ?? randomUUID(), title: titleOf(summary), body: text, severity },
  }
}

const named = (name: string, value: string | null | undefined): string | undefined =>
  value === null || value === undefined || value === '' ? undefined : `${name}: ${value}`

function detailsOf(details: unknown): string | undefined {
  if (details === undefined || details === null || details === '') return undefined
  return typeof details === 'string' ? details : JSON.stringify(details, null, 2)
}
