import * as contract from '@bellwether/contract/signals.ts'
import { handle, type HandledRoute } from '../platform/http/handle.ts'
import { getSignal, listSignals } from './list-signals.ts'

export const signalsRoutes: HandledRoute[] = [
  handle(contract.listSignals, ({ ctx, query }) => listSignals(ctx, query)),
  handle(contract.getSignal, ({ ctx, params }) => getSignal(ctx, params.id)),
]
