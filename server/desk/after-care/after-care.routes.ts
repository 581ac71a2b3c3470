import * as contract from '@bellwether/contract/desk.ts'
import { handle, type HandledRoute } from '../../platform/http/handle.ts'
import { answerCustomerAsk, getCustomerAsk } from './customer-ask-by-link.ts'
import { getAfterCare, setAfterCare } from './set-after-care.ts'
import { getShownTeams, showTeam } from './show-team.ts'

export const afterCareRoutes: HandledRoute[] = [
  handle(contract.getAfterCare, ({ ctx }) => getAfterCare(ctx)),
  handle(contract.setAfterCare, ({ ctx, body }) => setAfterCare(ctx, body)),
  handle(contract.getShownTeams, ({ ctx }) => getShownTeams(ctx)),
  handle(contract.showTeam, ({ ctx, params, body }) => showTeam(ctx, params.id, body.isShown)),
  handle(contract.getCustomerAsk, ({ ctx, params }) => getCustomerAsk(ctx, params.token)),
  handle(contract.answerCustomerAsk, ({ ctx, params, body }) => answerCustomerAsk(ctx, params.token, body)),
]
