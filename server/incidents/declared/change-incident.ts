import type { Decision, IncidentRole, Severity } from '@bellwether/contract/incidents-declared.ts'
import { badInput, forbidden } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { staffById } from '../../people/people.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson, lockIncident, lockOpenIncident, noteAct } from './hold-incident.ts'
import { putRole, updateIncident } from './incident.store.ts'
import { refreshIncident } from './refresh-incident.ts'

/** Names an incident, or says when it began; null: as the evidence says. */
export async function changeIncident(
  ctx: Context,
  id: string,
  { title, beganAt }: { title?: string | undefined; beganAt?: Date | null | undefined },
): Promise<void> {
  allow(ctx, 'incidents.write')
  await inTransaction(ctx, async (ctx) => {
    const incident = await lockOpenIncident(ctx, id)
    if (beganAt && beganAt > now(ctx))
      throw new Problem(badInput, undefined, {
        errors: [{ pointer: '/beganAt', detail: said`It has begun: choose an instant that is past.` }],
      })
    if (title !== undefined) await updateIncident(ctx, id, { title })
    if (beganAt !== undefined) await updateIncident(ctx, id, { beganAt, isBeginningChosen: beganAt !== null })
    await noteAct(ctx, id, {
      action: 'change-incident',
      ...(title === undefined || title === incident.title ? {} : { what: said`named it “${title}”` }),
    })
    if (beganAt !== undefined) await refreshIncident(ctx, { ...incident, beganAt, isBeginningChosen: beganAt !== null })
  })
}

/** Chooses how severe it is, with the reason; null: the rule judges. */
export async function chooseSeverity(
  ctx: Context,
  id: string,
  chosen: { severity: Severity; reason: string } | null,
): Promise<void> {
  allow(ctx, 'incidents.write')
  const by = decidingPerson(ctx)
  await inTransaction(ctx, async (ctx) => {
    const { severityByRule } = await lockOpenIncident(ctx, id)
    await updateIncident(ctx, id, {
      severityChosen: chosen?.severity ?? null,
      severityChosenBy: chosen === null ? null : by,
      severityReason: chosen?.reason ?? null,
    })
    const name = (chosen?.severity ?? severityByRule).toUpperCase()
    await noteAct(ctx, id, {
      action: 'choose-severity',
      what: chosen === null ? said`left the severity to the rule: ${name}` : said`made it ${name}: ${chosen.reason}`,
    })
    await refreshIncident(ctx, await lockIncident(ctx, id))
  })
}

/** Gives a role to somebody on staff, or takes it from whoever has it. */
export async function giveRole(
  ctx: Context,
  { id, role }: { id: string; role: IncidentRole },
  personId: string | null,
): Promise<void> {
  allow(ctx, 'incidents.write')
  await inTransaction(ctx, async (ctx) => {
    await lockOpenIncident(ctx, id)
    const [person] = await staffById(ctx, personId === null ? [] : [personId])
    if (personId !== null && !person)
      throw new Problem(badInput, undefined, {
        errors: [{ pointer: '/person', detail: said`Nobody on staff has this id.` }],
      })
    await putRole(ctx, { incidentId: id, role, personId })
    const what = person ? given[role](person.name) : taken[role]()
    await noteAct(ctx, id, { action: 'give-role', what, detail: { role, personId } })
  })
}

const given: Record<IncidentRole, (name: string) => string> = {
  commander: (name) => said`made ${name} the commander`,
  scribe: (name) => said`made ${name} the scribe`,
  liaison: (name) => said`made ${name} the customer liaison`,
}
const taken: Record<IncidentRole, () => string> = {
  commander: () => said`left the role of commander open`,
  scribe: () => said`left the role of scribe open`,
  liaison: () => said`left the role of customer liaison open`,
}

/** Decides what customers read about it, with the reason. */
export async function decideOnIncident(
  ctx: Context,
  id: string,
  { kind, reason }: { kind: Decision; reason: string },
): Promise<void> {
  allow(ctx, 'incidents.write')
  const decidedBy = decidingPerson(ctx)
  await inTransaction(ctx, async (ctx) => {
    await lockOpenIncident(ctx, id)
    await updateIncident(ctx, id, { decision: kind, decisionReason: reason, decidedBy, decidedAt: now(ctx) })
    await noteAct(ctx, id, { action: 'decide-on-incident', what: decided[kind](reason), detail: { kind } })
    await refreshIncident(ctx, await lockIncident(ctx, id))
  })
}

const decided: Record<Decision, (reason: string) => string> = {
  publish: (reason) => said`decided to publish it: ${reason}`,
  individual: (reason) => said`decided to tell those who are hit one by one: ${reason}`,
  nothing: (reason) => said`decided to tell customers nothing: ${reason}`,
}

function decidingPerson(ctx: Context): string {
  const person = actingPerson(ctx)
  if (person === null)
    throw new Problem(forbidden, said`Only a person decides this: somebody may have to be asked back.`)
  return person
}
