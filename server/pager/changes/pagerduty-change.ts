import { z } from 'zod'
import { bodyOf, titleOf } from '../alerts/alert-event.ts'
import { deployOfChange, type ToldDeploy } from './deploy-of-change.rules.ts'

/* A change event: https://developer.pagerduty.com/docs/send-change-event. It is answered, kept, and notifies nobody. */
const link = z.object({ href: z.string(), text: z.string().optional() })

const Change = z.object({
  payload: z.object({
    summary: z.string().min(1),
    source: z.string().nullish(),
    timestamp: z.string().nullish(),
    custom_details: z.unknown().optional(),
  }),
  links: z.array(link).max(100).nullish(),
})

export interface NewChange {
  readonly summary: string
  readonly origin: string | null
  readonly details: string
  /** Where it tells of one. */
  readonly deploy: ToldDeploy | null
  /** By its sender's clock; null where that cannot be read. */
  readonly happenedAt: Date | null
}

/** Reads a change, or says what is wrong with it. */
export function readPagerDutyChange(body: unknown): { change: NewChange } | { errors: string[] } {
  const read = Change.safeParse(body)
  if (!read.success)
    return { errors: read.error.issues.map(({ path, message }) => `'${path.join('.') || 'event'}': ${message}`) }
  const { payload, links } = read.data
  const { summary, source, timestamp, custom_details: more } = payload
  const details = bodyOf([
    ...(links ?? []).map(({ href, text }) => (text === undefined ? href : `${text}: ${href}`)),
    more === undefined || more === null || typeof more === 'string'
      ? (more ?? undefined)
      : JSON.stringify(more, null, 2),
  ])
  const hrefs = (links ?? []).map(({ href }) => href)
  const deploy = deployOfChange({ source: source ?? null, details: more, links: hrefs })
  const change = { summary: titleOf(summary), origin: source ? titleOf(source) : null, details, deploy }
  return { change: { ...change, happenedAt: instantOf(timestamp) } }
}

/** `+0000` is an offset, too; what PostgreSQL could not keep is none. */
function instantOf(text: string | null | undefined): Date | null {
  const at = new Date((text ?? '').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  const year = at.getUTCFullYear()
  return year >= 1970 && year <= 9999 ? at : null
}
