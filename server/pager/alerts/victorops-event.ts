import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type AlertEvent, bodyOf, titleOf } from './alert-event.ts'

/* An event of VictorOps' REST endpoint: https://help.victorops.com/knowledge-base/rest-endpoint-integration-guide/. */
const text = z.string().nullish().catch(undefined)

const Event = z.looseObject({
  message_type: z
    .string()
    .transform((word) => word.toUpperCase())
    .pipe(z.enum(['CRITICAL', 'WARNING', 'INFO', 'ACKNOWLEDGEMENT', 'ACK', 'RECOVERY', 'OK'])),
  entity_id: text,
  entity_display_name: text,
  state_message: text,
})

const meanings: Readonly<Record<z.infer<typeof Event>['message_type'], Pick<AlertEvent, 'action' | 'severity'>>> = {
  CRITICAL: { action: 'trigger', severity: 'critical' },
  WARNING: { action: 'trigger', severity: 'warning' },
  INFO: { action: 'trigger', severity: 'info' },
  ACKNOWLEDGEMENT: { action: 'acknowledge', severity: 'error' },
  ACK: { action: 'acknowledge', severity: 'error' },
  RECOVERY: { action: 'resolve', severity: 'error' },
  OK: { action: 'resolve', severity: 'error' },
}

/** Reads an event, or says what is wrong with it. */
export function readVictorOpsEvent(body: unknown): { event: AlertEvent } | { errors: string[] } {
  const read = Event.safeParse(body)
  if (!read.success)
    return { errors: read.error.issues.map(({ path, message }) => `'${path.join('.') || 'event'}': ${message}`) }
  const { message_type: type, entity_id: id, entity_display_name: name, state_message: message, ...more } = read.data
  return {
    event: {
      ...meanings[type],
      key: id || randomUUID(),
      title: titleOf(name || message || id || type),
      body: bodyOf([
        message ?? undefined,
        ...Object.entries(more).map(
          ([field, value]) => `${field}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
        ),
      ]),
    },
  }
}
