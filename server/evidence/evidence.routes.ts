import * as contract from '@bellwether/contract/evidence.ts'
import { handle, type HandledRoute } from '../platform/http/handle.ts'
import * as evidence from './evidence.ts'
import type { Intake } from './intake/start-intake.ts'

const dateOf = (text: string | undefined): Date | undefined => (text === undefined ? undefined : new Date(text))

/** Events come in by the intake of this process; everything else by verbs. */
export const evidenceRoutes = (intake: Intake): HandledRoute[] => [
  handle(contract.acceptEvents, ({ ctx, stream, headers }) => evidence.acceptEvents(ctx, intake, { stream, headers })),
  handle(contract.listRejections, ({ ctx, query }) => evidence.listRejections(ctx, query)),
  handle(contract.recordDeploy, ({ ctx, body }) =>
    evidence.recordDeploy(ctx, { ...body, startedAt: new Date(body.startedAt) }),
  ),
  handle(contract.recordRollOut, ({ ctx, params, stream }) => evidence.acceptRollOut(ctx, params.id, { stream })),
  handle(contract.listDeploys, ({ ctx, query }) =>
    evidence.listDeploys(ctx, { ...query, from: dateOf(query.from), to: dateOf(query.to) }),
  ),
  handle(contract.getRollOut, ({ ctx, params, query }) => evidence.getRollOut(ctx, params.id, query)),
  handle(contract.listEvents, ({ ctx, query }) => evidence.listEvents(ctx, query)),
  handle(contract.getTimeline, ({ ctx, query }) => evidence.getTimeline(ctx, query)),
  handle(contract.listAttributeValues, ({ ctx, query }) => evidence.listAttributeValues(ctx, query)),
  handle(contract.listErrorClasses, async ({ ctx, query }) => ({ items: await evidence.listErrorClasses(ctx, query) })),
  handle(contract.listUnusualErrors, ({ ctx, query }) => evidence.listUnusualErrors(ctx, query)),
  handle(contract.explainClass, ({ ctx, params, query }) =>
    evidence.explainClass(ctx, { classId: params.id, ...query }),
  ),
]
