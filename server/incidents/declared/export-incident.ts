import { said } from '@bellwether/contract/said.ts'
import type { Context } from '../../platform/context.ts'
import type { MadeFile } from '../../platform/http/handle.ts'
import { oneLine } from '../../platform/one-line.ts'
import { allow } from '../../platform/permissions.ts'
import { clockTime } from '../report.rules.ts'
import { presentIncident } from './present-incident.ts'

type Shown = Awaited<ReturnType<typeof presentIncident>>

/** An incident as Markdown, to be read where there is no console: with counts of customers, and no names of theirs. */
export async function exportIncident(ctx: Context, id: string): Promise<MadeFile> {
  allow(ctx, 'incidents.read')
  const incident = await presentIncident(ctx, id)
  const { number, title, detections, lines } = incident
  const parts = [
    `# I${number} ${oneLine(title)}`,
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

const when = (at: Date | string): string => clockTime(new Date(at).toISOString())
const listed = (items: readonly string[]): string => items.map((item) => `- ${oneLine(item)}`).join('\n')

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
    `- ${when(at)} ${oneLine(`${who} ${what}`)}`,
    ...comments.map(({ by, text }) => `  - ${by.name}: ${oneLine(text)}`),
  ].join('\n')
