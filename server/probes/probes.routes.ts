import * as contract from '@bellwether/contract/probes.ts'
import { handle, type HandledRoute } from '../platform/http/handle.ts'
import { addProbe, changeProbe, pauseProbe, removeProbe } from './change-probes.ts'
import { listProbes, listProbeTimes } from './list-probes.ts'
import { listLocations, listOwnProbes, tellLooks } from './locations/locations.ts'
import { tryCheck } from './try-check.ts'

export const probesRoutes: HandledRoute[] = [
  handle(contract.listProbes, ({ ctx }) => listProbes(ctx)),
  handle(contract.listProbeTimes, ({ ctx, query }) => listProbeTimes(ctx, query)),
  handle(contract.listLocations, ({ ctx }) => listLocations(ctx)),
  handle(contract.listOwnProbes, ({ ctx }) => listOwnProbes(ctx)),
  handle(contract.tellLooks, ({ ctx, body }) => tellLooks(ctx, body)),
  handle(contract.addProbe, ({ ctx, body }) => addProbe(ctx, body)),
  handle(contract.tryCheck, ({ ctx, body }) => tryCheck(ctx, body)),
  handle(contract.changeProbe, ({ ctx, params, body }) => changeProbe(ctx, params.id, body)),
  handle(contract.pauseProbe, ({ ctx, params, body }) => pauseProbe(ctx, params.id, body)),
  handle(contract.removeProbe, ({ ctx, params }) => removeProbe(ctx, params.id)),
]
