import { z } from 'zod'
import { type AlertEvent, bodyOf, type Severity, titleOf } from './alert-event.ts'

/*
 * A notification of Alertmanager's webhook, version 4: https://prometheus.io/docs/alerting/latest/configuration/. A group
 * is one alert of ours, named by its key and never by what it says: other alerts may say the same.
 */
const labels = z.record(z.string(), z.string()).catch({})

const Notification = z.object({
  groupKey: z.string().min(1),
  status: z.enum(['firing', 'resolved']),
  truncatedAlerts: z.number().catch(0),
  groupLabels: labels,
  commonLabels: labels,
  commonAnnotations: labels,
  externalURL: z.string().catch(''),
  alerts: z
    .array(
      z.object({
        status: z.string(),
        labels,
        annotations: labels,
        generatorURL: z.string().catch(''),
      }),
    )
    .max(10_000),
})
type Notification = z.infer<typeof Notification>

const shownAlerts = 20

/** Reads a notification, or says what is wrong with it. */
export function readAlertmanagerEvent(body: unknown): { events: AlertEvent[] } | { errors: string[] } {
  const read = Notification.safeParse(body)
  if (!read.success)
    return { errors: read.error.issues.map(({ path, message }) => `'${path.join('.') || 'body'}': ${message}`) }
  const group = read.data
  const event: AlertEvent = {
    action: group.status === 'resolved' ? 'resolve' : 'trigger',
    key: group.groupKey,
    title: titleOf(summaryOf(group)),
    body: textOf(group),
    severity: severityOf(group.commonLabels['severity']),
  }
  return { events: [event] }
}

function summaryOf({ commonAnnotations, commonLabels, groupLabels, alerts }: Notification): string {
  const said = commonAnnotations['summary'] ?? commonAnnotations['description']
  if (said !== undefined && said !== '') return said
  const name = commonLabels['alertname'] ?? groupLabels['alertname'] ?? alerts[0]?.labels['alertname'] ?? 'Alert'
  const others = Object.entries(groupLabels).filter(([label]) => label !== 'alertname')
  return [name, ...others.map(([label, value]) => `${label}=${value}`)].join(' ')
}

function textOf({ alerts, truncatedAlerts, externalURL }: Notification): string {
  const firing = alerts.filter(({ status }) => status === 'firing')
  const more = firing.length - shownAlerts + truncatedAlerts
  return bodyOf([
    ...firing.slice(0, shownAlerts).map(({ labels: own, annotations, generatorURL }) => {
      const named = Object.entries(own).map(([label, value]) => `${label}=${value}`)
      return [named.join(' '), annotations['description'], generatorURL].filter((part) => part).join('\n  ')
    }),
    more > 0 ? `and ${more} more` : undefined,
    externalURL,
  ])
}

/** Teams write what they like; what is none of the words pages, as an alert that says nothing does. */
export function severityOf(label: string | undefined): Severity {
  const words: Record<string, Severity> = { info: 'info', warning: 'warning', error: 'error', critical: 'critical' }
  return words[label?.toLowerCase() ?? ''] ?? 'error'
}
