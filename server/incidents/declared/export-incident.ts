import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import type { MadeFile } from '../../platform/http/handle.ts'
import { oneLine } from '../../platform/one-line.ts'
import { allow } from '../../platform/permissions.ts'
import { clockTime } from '../report.rules.ts'
import { presentIncident } from './present-incident.ts'

type Shown = Awaited<ReturnType<typeof presentIncident>>

/** An incident as Markdown, to be read where there is no console: with counts of customers, and the words of people as they are. */
export async function exportIncident(ctx: Context, id: string): Promise<MadeFile> {
  allow(ctx, 'incidents.read')
  const incident = await presentIncident(ctx, id)
  const { number, title, detections, lines } = incident
  const parts = [
    `# I${number} ${literal(title)}`,
    listed(factsOf(incident)),
    ...(detections.length === 0 ? [] : [`## ${said`How late it was noticed`}`, listed(detections.map(noticed))]),
    `## ${said`Time line`}`,
    lines
      .filter(({ isLeftOut }) => !isLeftOut)
      .map(lineOf)
      .join('\n'),
  ]
  return { fileName: `incident-${number}.md`, bytes: Buffer.from(`${parts.join('\n\n')}\n`) }
}

/** Signs that steer a terminal, and those that turn the direction of reading. */
const steering = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu
const ofFormat = /[\\`*_[\]<>#!|~]/g

/** What a stranger wrote has no format, leads nowhere and shows nothing. */
const literal = (text: string): string => oneLine(text.replaceAll(steering, ' ')).replaceAll(ofFormat, String.raw`\$&`)
const when = (at: Date | string): string => clockTime(new Date(at).toISOString())
const listed = (items: readonly string[]): string => items.map((item) => `- ${literal(item)}`).join('\n')

function factsOf({ severity, beganAt, declaredAt, closedAt, hit, ticketList, roles, decision }: Shown): string[] {
  const told = hit.filter(({ toldAt }) => toldAt !== null).length
  return [
    said`Severity: ${severity.toUpperCase()}`,
    ...(beganAt === null ? [] : [said`The first faulty request that is known: ${when(beganAt)}`]),
    said`Declared: ${when(declaredAt)}`,
    ...(closedAt === null ? [] : [said`Closed: ${when(closedAt)}`]),
    said`Customers hit: ${hit.length}, of whom ${told} were told; tickets: ${ticketList.length}`,
    ...roles.map(({ role, person }) => `${role}: ${person.name}`),
    ...(decision === null ? [] : [said`What customers read: ${decision.kind}, since ${decision.reason}`]),
  ]
}

const noticed = ({ by, at, delaySeconds }: Shown['detections'][number]): string =>
  said`by a ${by}: ${when(at)}, ${Math.round(delaySeconds / 60)} min after the first faulty request`

const lineOf = ({ at, who, what, comments }: Shown['lines'][number]): string =>
  [
    `- ${when(at)} ${literal(`${who} ${what}`)}`,
    ...comments.map(({ by, text }) => `  - ${literal(`${by.name}: ${text}`)}`),
  ].join('\n')
