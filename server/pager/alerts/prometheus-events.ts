import { z } from 'zod'
import { type AlertEvent, bodyOf, titleOf } from './alert-event.ts'
import { severityOf } from './alertmanager-event.ts'

/*
 * Alerts as Prometheus and amtool post them to an Alertmanager: https://github.com/prometheus/alertmanager, its
 * `api/v2/openapi.yaml`. An alert is named by its labels. Prometheus repeats what fires; what it no longer repeats stays
 * open here until somebody says that it is over: a Prometheus that died has resolved nothing.
 */
const labels = z.record(z.string(), z.string())

const Alerts = z
  .array(
    z.object({
      labels: labels.refine((named) => Object.keys(named).length > 0, 'an alert has at least one label'),
      annotations: labels.catch({}),
      endsAt: z.string().optional().catch(undefined),
      generatorURL: z.string().catch(''),
    }),
  )
  .max(1000)

/** Reads alerts, or says what is wrong with them. */
export function readPrometheusEvents(body: unknown): { events: AlertEvent[] } | { errors: string[] } {
  const read = Alerts.safeParse(body)
  if (!read.success)
    return { errors: read.error.issues.map(({ path, message }) => `'${path.join('.') || 'body'}': ${message}`) }
  return { events: read.data.map(eventOf) }
}

function eventOf({ labels: own, annotations, endsAt, generatorURL }: z.infer<typeof Alerts>[number]): AlertEvent {
  const named = Object.entries(own).toSorted(([one], [other]) => (one < other ? -1 : 1))
  const text = named.map(([label, value]) => `${label}=${value}`).join(' ')
  return {
    action: isOver(endsAt) ? 'resolve' : 'trigger',
    key: JSON.stringify(named),
    title: titleOf(annotations['summary'] || annotations['description'] || text),
    body: bodyOf([annotations['description'], text, generatorURL]),
    severity: severityOf(own['severity']),
  }
}

/** By the sender's clock, which is real time whatever ours shows. An end that is not known yet is the year 1. */
function isOver(endsAt: string | undefined): boolean {
  const at = Date.parse(endsAt ?? '')
  return at > 0 && at <= Date.now()
}
