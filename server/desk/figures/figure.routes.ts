import * as contract from '@bellwether/contract/desk.ts'
import { handle, type HandledRoute } from '../../platform/http/handle.ts'
import { getHandOffFigures } from './hand-off-figures.ts'
import { getTicketFigures } from './ticket-figures.ts'

export const figureRoutes: HandledRoute[] = [
  handle(contract.getTicketFigures, ({ ctx, query }) => getTicketFigures(ctx, query)),
  handle(contract.getHandOffFigures, ({ ctx, query }) => getHandOffFigures(ctx, query)),
]
