import type { Act } from '@bellwether/contract/desk.ts'
import type { Context } from '../../platform/context.ts'
import { type Claimed, claimTicket, undoClaim } from '../claim-ticket.ts'
import { type Resolved, resolveTicket, undoResolution } from '../resolve-ticket.ts'
import {
  type Removed,
  removeTicket,
  type Restored,
  restoreTicket,
  undoRemoval,
  undoRestoring,
} from '../removal/remove-ticket.ts'
import { type FieldsBefore, setFields } from '../fields/set-fields.ts'
import { giveTicket, type Owned } from '../sorting/give-ticket.ts'
import { type Prioritized, prioritizeTicket } from '../sorting/prioritize-ticket.ts'
import { type Snoozed, snoozeTicket, undoSnooze, wakeTicket } from '../sorting/snooze-ticket.ts'
import { type Tagging, tagTicket } from '../sorting/tag-ticket.ts'
import { replyAmongMany, type Waiting } from '../unsent/reply-among-many.ts'
import { takeBackReply } from '../unsent/unsent-replies.ts'

/**
 * One thing that can be done to a ticket. `act` returns what undoing needs, which JSON keeps, or null where nothing was
 * changed; `undo` refuses what somebody changed since, and runs as whoever undoes.
 */
interface ActKind<A extends Act, Before extends object> {
  act(ctx: Context, ticketId: string, act: A, asked: Asked): Promise<Before | null>
  undo(ctx: Context, ticketId: string, before: Before, act: A): Promise<unknown>
}

/** What whoever asked could see of the ticket. */
interface Asked {
  readonly seenMessageId: string | null
}

type Of<Kind extends Act['kind']> = Extract<Act, { kind: Kind }>

const claim: ActKind<Of<'claim'>, Claimed> = {
  act: (ctx, id) => claimTicket(ctx, id, { takeOver: false }),
  undo: undoClaim,
}

const give: ActKind<Of<'give'>, Owned> = {
  act: (ctx, id, { to }) => giveTicket(ctx, id, { to }),
  undo: (ctx, id, { ownerId }, { to }) => giveTicket(ctx, id, { to: ownerId, from: to }),
}

const tag: ActKind<Of<'tag'>, Tagging> = {
  act: (ctx, id, { add, remove }) => tagTicket(ctx, id, { add, remove }),
  undo: (ctx, id, { add, remove }) => tagTicket(ctx, id, { add: remove, remove: add }),
}

const prioritize: ActKind<Of<'prioritize'>, Prioritized> = {
  act: (ctx, id, { priority }) => prioritizeTicket(ctx, id, { to: priority }),
  undo: (ctx, id, { priority: to }, { priority: from }) => prioritizeTicket(ctx, id, { to, from }),
}

const fields: ActKind<Of<'set-fields'>, FieldsBefore> = {
  act: (ctx, id, { values }) => setFields(ctx, id, { values }),
  undo: (ctx, id, before, { values }) => setFields(ctx, id, { values: before.values, from: values }),
}

const snooze: ActKind<Of<'snooze'>, Snoozed> = {
  act: (ctx, id, { until }) => snoozeTicket(ctx, id, new Date(until)),
  undo: (ctx, id, before, { until }) => undoSnooze(ctx, id, before, until),
}

const wake: ActKind<Of<'wake'>, Snoozed> = {
  act: wakeTicket,
  undo: (ctx, id, before) => undoSnooze(ctx, id, before, null),
}

const reply: ActKind<Of<'reply'>, Waiting> = {
  act: (ctx, id, act, { seenMessageId }) => replyAmongMany(ctx, id, { ...act, seenMessageId }),
  undo: (ctx, _, { unsentId }) => takeBackReply(ctx, unsentId, { forget: true }),
}

const resolve: ActKind<Of<'resolve'>, Resolved> = {
  act: (ctx, id, { documentation }) => resolveTicket(ctx, id, documentation, '/act/documentation'),
  undo: (ctx, id, before) => undoResolution(ctx, id, before),
}

const remove: ActKind<Of<'remove'>, Removed> = {
  act: (ctx, id, { into, blocksSender }) => removeTicket(ctx, id, { into, blocksSender }),
  undo: (ctx, id, before, { into }) => undoRemoval(ctx, id, { ...before, left: into }),
}

const restore: ActKind<Of<'restore'>, Restored> = {
  act: restoreTicket,
  undo: undoRestoring,
}

const kinds: Readonly<Record<Act['kind'], ActKind<Act, object>>> = {
  claim,
  give,
  tag,
  prioritize,
  'set-fields': fields,
  snooze,
  wake,
  reply,
  resolve,
  remove,
  restore,
}

/** Does it to one ticket. Returns what undoing needs; null where nothing was changed. */
export const actOn = (
  ctx: Context,
  ticketId: string,
  act: Act,
  asked: Asked = { seenMessageId: null },
): Promise<object | null> => kinds[act.kind].act(ctx, ticketId, act, asked)

/** Brings back what was so before. */
export const undoOn = (ctx: Context, ticketId: string, before: object, act: Act): Promise<unknown> =>
  kinds[act.kind].undo(ctx, ticketId, before, act)
