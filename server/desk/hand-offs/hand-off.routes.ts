import * as contract from '@bellwether/contract/desk.ts'
import { handle, type HandledRoute } from '../../platform/http/handle.ts'
import { presentTicket } from '../get-ticket.ts'
import { acknowledgeByLink, answerByLink, askBackByLink, declineByLink, getAskedByLink } from './asked-by-link.ts'
import { answerHandOff, declineHandOff, withdrawHandOff } from './end-hand-off.ts'
import { handOffTicket } from './hand-off-ticket.ts'
import { listHandOffs } from './list-hand-offs.ts'
import { passOnHandOff } from './pass-on-hand-off.ts'
import { proposeHandOff } from './propose-hand-off.ts'
import {
  acknowledgeHandOff,
  addTeamNote,
  askBack,
  finishTodo,
  goOnFromHandOff,
  replyToHandOff,
} from './work-on-hand-off.ts'

export const handOffRoutes: HandledRoute[] = [
  handle(contract.handOffTicket, async ({ ctx, params, body }) => {
    await handOffTicket(ctx, params.id, body)
    return presentTicket(ctx, params.id)
  }),
  handle(contract.proposeHandOff, ({ ctx, query }) => proposeHandOff(ctx, query)),
  handle(contract.acknowledgeHandOff, async ({ ctx, params }) =>
    presentTicket(ctx, await acknowledgeHandOff(ctx, params.id)),
  ),
  handle(contract.answerHandOff, async ({ ctx, params, body }) =>
    presentTicket(ctx, await answerHandOff(ctx, params.id, body)),
  ),
  handle(contract.askBack, async ({ ctx, params, body }) =>
    presentTicket(ctx, await askBack(ctx, params.id, body.text)),
  ),
  handle(contract.replyToHandOff, async ({ ctx, params, body }) =>
    presentTicket(ctx, await replyToHandOff(ctx, params.id, body.text)),
  ),
  handle(contract.declineHandOff, async ({ ctx, params, body }) =>
    presentTicket(ctx, await declineHandOff(ctx, params.id, body.reason)),
  ),
  handle(contract.passOnHandOff, async ({ ctx, params, body }) =>
    presentTicket(ctx, await passOnHandOff(ctx, params.id, body)),
  ),
  handle(contract.withdrawHandOff, async ({ ctx, params }) =>
    presentTicket(ctx, await withdrawHandOff(ctx, params.id)),
  ),
  handle(contract.goOnFromHandOff, async ({ ctx, params }) =>
    presentTicket(ctx, await goOnFromHandOff(ctx, params.id)),
  ),
  handle(contract.addTeamNote, async ({ ctx, params, body }) =>
    presentTicket(ctx, await addTeamNote(ctx, params.id, body.text)),
  ),
  handle(contract.finishTodo, async ({ ctx, params }) => presentTicket(ctx, await finishTodo(ctx, params.id))),
  handle(contract.listHandOffs, ({ ctx, query }) => listHandOffs(ctx, query)),
  handle(contract.getAskedByLink, ({ ctx, params }) => getAskedByLink(ctx, params.token)),
  handle(contract.acknowledgeByLink, ({ ctx, params }) => acknowledgeByLink(ctx, params.token)),
  handle(contract.answerByLink, ({ ctx, params, body }) => answerByLink(ctx, params.token, body)),
  handle(contract.askBackByLink, ({ ctx, params, body }) => askBackByLink(ctx, params.token, body.text)),
  handle(contract.declineByLink, ({ ctx, params, body }) => declineByLink(ctx, params.token, body.reason)),
]
