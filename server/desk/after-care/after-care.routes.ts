import * as contract from '@bellwether/contract/desk.ts'
import { handle, type HandledRoute } from '../../platform/http/handle.ts'
import { answerCustomerAsk, getCustomerAsk } from './customer-ask-by-link.ts'
import { getAfterCare, setAfterCare } from './set-after-care.ts'

export const afterCareRoutes: HandledRoute[] = [
  handle(contract.getAfterCare, ({ ctx }) => getAfterCare(ctx)),
  handle(contract.setAfterCare, ({ ctx, body }) => setAfterCare(ctx, body)),
  handle(contract.getCustomerAsk, ({ ctx, params }) => getCustomerAsk(ctx, params.token)),
  handle(contract.answerCustomerAsk, ({ ctx, params, body }) => answerCustomerAsk(ctx, params.token, body)),
]
