import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type AlertEvent, bodyOf, type Severity, titleOf } from './alert-event.ts'

/*
 * Requests of Opsgenie's alert API: https://docs.opsgenie.com/docs/alert-api. Only the message is required; what is too long
 * is cut and what is not understood is left out, since a page matters more than a limit.
 */
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String).nullish().catch(undefined)

const Created = z.object({
  message: z.string({ error: 'Message can not be empty' }).trim().min(1, 'Message can not be empty'),
  alias: text,
  description: text,
  entity: text,
  source: text,
  user: text,
  note: text,
  priority: z.enum(['P1', 'P2', 'P3', 'P4', 'P5']).catch('P3'),
  tags: z.array(text).catch([]),
  details: z.record(z.string(), z.unknown()).catch({}),
})

/** P3 is what a sender says who says nothing. */
const severities: Readonly<Record<z.infer<typeof Created>['priority'], Severity>> = {
  P1: 'critical',
  P2: 'error',
  P3: 'error',
  P4: 'warning',
  P5: 'info',
}

/** Reads a new alert, or says what is wrong with it by field. */
export function readOpsgenieAlert(body: unknown): { event: AlertEvent } | { errors: Record<string, string> } {
  const read = Created.safeParse(body)
  if (!read.success)
    return { errors: Object.fromEntries(read.error.issues.map(({ path, message }) => [path.join('.'), message])) }
  const { message, alias, description, tags, details, priority, ...more } = read.data
  return {
    event: {
      action: 'trigger',
      key: alias || randomUUID(),
      title: titleOf(message),
      severity: severities[priority],
      body: bodyOf([
        description ?? undefined,
        named('Entity', more.entity),
        named('Source', more.source),
        named('Sent by', more.user),
        named('Tags', tags.filter(Boolean).join(', ')),
        ...Object.entries(details).map(([name, value]) => named(name, typeof value === 'string' ? value : json(value))),
        more.note ?? undefined,
      ]),
    },
  }
}

const named = (name: string, value: string | null | undefined): string | undefined =>
  value ? `${name}: ${value}` : undefined
const json = (value: unknown): string => JSON.stringify(value) ?? ''

/** What is said of an alert that there is, in the last part of the address. */
export const opsgenieActs = ['close', 'acknowledge', 'notes', 'message', 'description'] as const
type Act = (typeof opsgenieActs)[number]
const actions = { close: 'resolve', acknowledge: 'acknowledge' } as const

const Acted = z.object({ note: text, message: text, description: text, user: text }).catch({})

/** Reads what is said of an alert, which is named by its alias or as we name it. */
export function readOpsgenieAct(
  { identifier, identifierType }: { identifier: string; identifierType: unknown },
  act: Act,
  body: unknown,
): AlertEvent {
  const { note, message, description, user } = Acted.parse(body ?? {})
  const isId = identifierType !== 'alias' && z.uuid().safeParse(identifier).success
  return {
    action: act === 'close' || act === 'acknowledge' ? actions[act] : 'note',
    key: identifier,
    ...(isId ? { alertId: identifier } : {}),
    title: '',
    body: '',
    severity: 'error',
    note: bodyOf([note ?? message ?? description ?? undefined, named('By', user)]),
  }
}
