import * as contract from '@bellwether/contract/incidents-declared.ts'
import { handle, handleFile, type HandledRoute } from '../../platform/http/handle.ts'
import { changeIncident, chooseSeverity, decideOnIncident, giveRole } from './change-incident.ts'
import { closeIncident, reopenIncident } from './close-incident.ts'
import { addIncidentPart, declareIncident } from './declare-incident.ts'
import { exportIncident } from './export-incident.ts'
import { listIncidentParts, listIncidents } from './list-incidents.ts'
import { mergeIncident, splitIncident } from './merge-incident.ts'
import { listIncidentPolicies, setIncidentPolicy } from './policies.ts'
import { getIncident, presentIncident } from './present-incident.ts'
import { addIncidentLine, commentOnLine, correctIncidentLine } from './write-line.ts'

const instantIn = (at: string | null): Date | null => (at === null ? null : new Date(at))

export const declaredRoutes: HandledRoute[] = [
  handle(contract.listIncidents, ({ ctx, query }) => listIncidents(ctx, query)),
  handle(contract.listIncidentParts, ({ ctx }) => listIncidentParts(ctx)),
  handle(contract.declareIncident, async ({ ctx, body }) => presentIncident(ctx, await declareIncident(ctx, body))),
  handle(contract.listIncidentPolicies, ({ ctx }) => listIncidentPolicies(ctx)),
  handle(contract.setIncidentPolicy, ({ ctx, params, body }) => setIncidentPolicy(ctx, { ...params, ...body })),
  handle(contract.getIncident, ({ ctx, params }) => getIncident(ctx, params.id)),
  handleFile(contract.exportIncident, ({ ctx, params }) => exportIncident(ctx, params.id)),
  handle(contract.changeIncident, async ({ ctx, params, body }) => {
    await changeIncident(ctx, params.id, {
      title: body.title,
      beganAt: body.beganAt === undefined ? undefined : instantIn(body.beganAt),
    })
    return presentIncident(ctx, params.id)
  }),
  handle(contract.chooseSeverity, async ({ ctx, params, body }) => {
    await chooseSeverity(ctx, params.id, body.chosen)
    return presentIncident(ctx, params.id)
  }),
  handle(contract.giveRole, async ({ ctx, params, body }) => {
    await giveRole(ctx, params, body.person)
    return presentIncident(ctx, params.id)
  }),
  handle(contract.decideOnIncident, async ({ ctx, params, body }) => {
    await decideOnIncident(ctx, params.id, body)
    return presentIncident(ctx, params.id)
  }),
  handle(contract.addIncidentPart, async ({ ctx, params, body }) => {
    await addIncidentPart(ctx, params.id, body)
    return presentIncident(ctx, params.id)
  }),
  handle(contract.splitIncident, async ({ ctx, params, body }) =>
    presentIncident(ctx, await splitIncident(ctx, params.id, body)),
  ),
  handle(contract.mergeIncident, async ({ ctx, params, body }) =>
    presentIncident(ctx, await mergeIncident(ctx, params.id, body)),
  ),
  handle(contract.closeIncident, async ({ ctx, params }) => {
    await closeIncident(ctx, params.id)
    return presentIncident(ctx, params.id)
  }),
  handle(contract.reopenIncident, async ({ ctx, params, body }) => {
    await reopenIncident(ctx, params.id, body)
    return presentIncident(ctx, params.id)
  }),
  handle(contract.addIncidentLine, async ({ ctx, params, body }) => {
    await addIncidentLine(ctx, params.id, { what: body.what, at: instantIn(body.at) })
    return presentIncident(ctx, params.id)
  }),
  handle(contract.correctIncidentLine, async ({ ctx, params, body }) => {
    await correctIncidentLine(ctx, params, { ...body, at: body.at === undefined ? undefined : new Date(body.at) })
    return presentIncident(ctx, params.id)
  }),
  handle(contract.commentOnLine, async ({ ctx, params, body }) => {
    await commentOnLine(ctx, params, body)
    return presentIncident(ctx, params.id)
  }),
]
