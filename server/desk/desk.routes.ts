import * as contract from '@bellwether/contract/desk.ts'
import { handle, handleFile, type HandledRoute } from '../platform/http/handle.ts'
import { afterCareRoutes } from './after-care/after-care.routes.ts'
import { actOnTickets, getAct, undoAct } from './acts/act-on-tickets.ts'
import { addParticipant } from './add-participant.ts'
import { changeContact } from './change-contact.ts'
import { claimTicket } from './claim-ticket.ts'
import { keepDraft, listBegun, listDrafts } from './drafts/keep-draft.ts'
import { sayNote, sayReply } from './drafts/say-draft.ts'
import { addFilePart, beginFile } from './files/coming-files.ts'
import { attachFile, listDraftFiles, openDraftFile, removeFile } from './files/attach-file.ts'
import { figureRoutes } from './figures/figure.routes.ts'
import { handOffRoutes } from './hand-offs/hand-off.routes.ts'
import { getCustomerTickets, listTicketMoments } from './customer-tickets.ts'
import { getTicket, presentTicket } from './get-ticket.ts'
import { countTickets, listTickets } from './list-tickets.ts'
import { importTickets } from './import-tickets.ts'
import { listTimeline } from './list-timeline.ts'
import { openAttachment } from './open-attachment.ts'
import { openRawMessage } from './open-raw-message.ts'
import { linkTicket, unlinkTicket } from './links/links.ts'
import { listMentions, seeMentions } from './mentions/mentions.ts'
import { mergeTicket } from './merging/merge-ticket.ts'
import { unmergeTicket } from './merging/unmerge-ticket.ts'
import { openThumbnail } from './open-thumbnail.ts'
import { openOwnTicket } from './open-own-ticket.ts'
import { openTicket } from './open-ticket.ts'
import { listPresent, notePresence } from './presence/presence.ts'
import { blockSender, listBlockedSenders, unblockSender } from './removal/blocked-senders.ts'
import { removeParticipant } from './remove-participant.ts'
import { searchTickets } from './search/search-tickets.ts'
import { documentTicket, reopenTicket, resolveTicket } from './resolve-ticket.ts'
import { getForm, setForm } from './set-form.ts'
import {
  addRecurringTicket,
  changeRecurringTicket,
  deleteRecurringTicket,
  listRecurringTickets,
} from './recurring/recurring-tickets.ts'
import { addRule, changeRule, deleteRule, listRules, sortRules, tryRule } from './rules/rules.ts'
import { getSignatures, setDeskSignature, setSignature } from './signatures/signatures.ts'
import { addSnippet, changeSnippet, deleteSnippet, listSnippets } from './snippets/snippets.ts'
import { listTags } from './sorting/tag-ticket.ts'
import { forwardMessage } from './forwards/forward-message.ts'
import { moveMessage } from './move-message.ts'
import { splitTicket } from './split-ticket.ts'
import { askByForm, takeTicket } from './take-ticket.ts'
import { addCalendar, changeCalendar, getCalendar, listCalendars } from './targets/calendars.ts'
import { listUnsent, sendUnsent, takeBackReply } from './unsent/unsent-replies.ts'
import { addTicketField, changeTicketField, listTicketFields, removeTicketField } from './fields/ticket-fields.ts'
import { getNoticeSettings, setNoticeSettings } from './notices/notice-settings.ts'
import { followTicket, listUnread, lookAtTicket } from './unread/unread.ts'
import { addView, changeView, countViews, deleteView, listViews, pinView } from './views/own-views.ts'
import { getResponsePolicy, listResponsePolicies, setResponsePolicy } from './targets/response-policy.ts'
import { tryTargets, tryTeamTargets } from './targets/try-targets.ts'
import { getTeamTargets, listTeamTargetVersions, setTeamTargets } from './targets/team-targets.ts'

const targetRoutes: HandledRoute[] = [
  handle(contract.listCalendars, async ({ ctx }) => ({ items: await listCalendars(ctx) })),
  handle(contract.getCalendar, ({ ctx, params }) => getCalendar(ctx, params.id)),
  handle(contract.addCalendar, ({ ctx, body }) => addCalendar(ctx, body)),
  handle(contract.changeCalendar, ({ ctx, params, body }) => changeCalendar(ctx, params.id, body)),
  handle(contract.getResponsePolicy, ({ ctx }) => getResponsePolicy(ctx)),
  handle(contract.listResponsePolicies, ({ ctx, query }) => listResponsePolicies(ctx, query)),
  handle(contract.getTeamTargets, ({ ctx, params }) => getTeamTargets(ctx, params.id)),
  handle(contract.listTeamTargetVersions, ({ ctx, params, query }) => listTeamTargetVersions(ctx, params.id, query)),
  handle(contract.tryTargets, ({ ctx, body }) => tryTargets(ctx, body.targets)),
  handle(contract.tryTeamTargets, ({ ctx, params, body }) => tryTeamTargets(ctx, params.id, body)),
  handle(contract.setTeamTargets, ({ ctx, params, body }) => setTeamTargets(ctx, params.id, body)),
  handle(contract.setResponsePolicy, ({ ctx, body }) => setResponsePolicy(ctx, body)),
]

const recurringRoutes: HandledRoute[] = [
  handle(contract.listRecurringTickets, async ({ ctx }) => ({ items: await listRecurringTickets(ctx) })),
  handle(contract.addRecurringTicket, ({ ctx, body }) => addRecurringTicket(ctx, body)),
  handle(contract.changeRecurringTicket, ({ ctx, params, body }) => changeRecurringTicket(ctx, params.id, body)),
  handle(contract.deleteRecurringTicket, async ({ ctx, params }) => {
    await deleteRecurringTicket(ctx, params.id)
    return { deleted: true as const }
  }),
]

const ruleRoutes: HandledRoute[] = [
  handle(contract.listRules, async ({ ctx }) => ({ items: await listRules(ctx) })),
  handle(contract.addRule, ({ ctx, body }) => addRule(ctx, body)),
  handle(contract.sortRules, async ({ ctx, body }) => ({ items: await sortRules(ctx, body.ids) })),
  handle(contract.changeRule, ({ ctx, params, body }) => changeRule(ctx, params.id, body)),
  handle(contract.deleteRule, async ({ ctx, params }) => {
    await deleteRule(ctx, params.id)
    return { deleted: true as const }
  }),
  handle(contract.tryRule, ({ ctx, body }) => tryRule(ctx, body)),
]

export const deskRoutes: HandledRoute[] = [
  handle(contract.listTickets, ({ ctx, query }) => listTickets(ctx, query)),
  handle(contract.searchTickets, ({ ctx, query }) => searchTickets(ctx, query)),
  handle(contract.countTickets, ({ ctx }) => countTickets(ctx)),
  handle(contract.listViews, async ({ ctx }) => ({ items: await listViews(ctx) })),
  handle(contract.addView, ({ ctx, body }) => addView(ctx, body)),
  handle(contract.changeView, ({ ctx, params, body }) => changeView(ctx, params.id, body)),
  handle(contract.deleteView, async ({ ctx, params }) => {
    await deleteView(ctx, params.id)
    return { deleted: true as const }
  }),
  handle(contract.pinView, ({ ctx, params, body }) => pinView(ctx, params.id, body.isPinned)),
  handle(contract.listSnippets, async ({ ctx }) => ({ items: await listSnippets(ctx) })),
  handle(contract.addSnippet, ({ ctx, body }) => addSnippet(ctx, body)),
  handle(contract.changeSnippet, ({ ctx, params, body }) => changeSnippet(ctx, params.id, body)),
  handle(contract.deleteSnippet, async ({ ctx, params }) => {
    await deleteSnippet(ctx, params.id)
    return { deleted: true as const }
  }),
  handle(contract.listTicketFields, async ({ ctx }) => ({ items: await listTicketFields(ctx) })),
  handle(contract.addTicketField, ({ ctx, body }) => addTicketField(ctx, body)),
  handle(contract.changeTicketField, ({ ctx, params, body }) => changeTicketField(ctx, params.key, body)),
  handle(contract.removeTicketField, async ({ ctx, params }) => {
    await removeTicketField(ctx, params.key)
    return { removed: true }
  }),
  handle(contract.getNoticeSettings, ({ ctx }) => getNoticeSettings(ctx)),
  handle(contract.setNoticeSettings, ({ ctx, body }) => setNoticeSettings(ctx, body)),
  handle(contract.listUnread, async ({ ctx }) => ({ items: await listUnread(ctx) })),
  handle(contract.lookAtTicket, async ({ ctx, params, body }) => ({
    unread: await lookAtTicket(ctx, params.id, body.seenEntryId),
  })),
  handle(contract.followTicket, async ({ ctx, params, body }) => {
    await followTicket(ctx, params.id, body.isFollowing)
    return presentTicket(ctx, params.id)
  }),
  handle(contract.countViews, async ({ ctx }) => ({ items: await countViews(ctx) })),
  handle(contract.actOnTickets, ({ ctx, body }) => actOnTickets(ctx, body)),
  handle(contract.getAct, ({ ctx, params }) => getAct(ctx, params.id)),
  handle(contract.undoAct, ({ ctx, params }) => undoAct(ctx, params.id)),
  handle(contract.listBlockedSenders, async ({ ctx }) => ({ items: await listBlockedSenders(ctx) })),
  handle(contract.blockSender, ({ ctx, body }) => blockSender(ctx, body.sender)),
  handle(contract.unblockSender, async ({ ctx, params }) => ({ unblocked: await unblockSender(ctx, params.sender) })),
  handle(contract.listTags, async ({ ctx }) => ({ items: await listTags(ctx) })),
  handle(contract.getTicket, ({ ctx, params }) => getTicket(ctx, params.id)),
  handle(contract.getCustomerTickets, ({ ctx, params }) => getCustomerTickets(ctx, params.id)),
  handle(contract.listTicketMoments, ({ ctx, params, query }) => listTicketMoments(ctx, params.id, query)),
  handle(contract.listTimeline, ({ ctx, params, query }) => listTimeline(ctx, params.id, query)),
  handleFile(contract.openAttachment, ({ ctx, params }) => openAttachment(ctx, params.id, params.attachmentId)),
  handleFile(contract.openThumbnail, ({ ctx, params }) => openThumbnail(ctx, params.id, params.attachmentId)),
  handleFile(contract.openRawMessage, ({ ctx, params }) => openRawMessage(ctx, params.id, params.messageId)),
  handle(contract.openTicket, async ({ ctx, body }) => presentTicket(ctx, await openTicket(ctx, body))),
  handle(contract.openOwnTicket, async ({ ctx, body }) => presentTicket(ctx, await openOwnTicket(ctx, body))),
  handle(contract.takeTicket, async ({ ctx, body }) => presentTicket(ctx, await takeTicket(ctx, body))),
  handle(contract.getForm, ({ ctx }) => getForm(ctx)),
  handle(contract.setForm, ({ ctx, body }) => setForm(ctx, body.isOpen)),
  handle(contract.askByForm, ({ ctx, body }) => askByForm(ctx, body)),
  handle(contract.changeContact, async ({ ctx, params, body }) => {
    await changeContact(ctx, params.id, body)
    return presentTicket(ctx, params.id)
  }),
  handle(contract.importTickets, ({ ctx, body }) => importTickets(ctx, body.tickets)),
  handle(contract.claimTicket, async ({ ctx, params, body }) => {
    await claimTicket(ctx, params.id, body)
    return presentTicket(ctx, params.id)
  }),
  handle(contract.addNote, async ({ ctx, params, body }) => {
    await sayNote(ctx, params.id, body)
    return presentTicket(ctx, params.id)
  }),
  handle(contract.replyToTicket, async ({ ctx, params, body }) => {
    await sayReply(ctx, params.id, body)
    return presentTicket(ctx, params.id)
  }),
  handle(contract.getSignatures, ({ ctx }) => getSignatures(ctx)),
  handle(contract.setSignature, ({ ctx, body }) => setSignature(ctx, body.text)),
  handle(contract.setDeskSignature, ({ ctx, body }) => setDeskSignature(ctx, body.text)),
  handle(contract.listPresent, async ({ ctx, params }) => ({
    ...params,
    items: await listPresent(ctx, params.ticketId),
  })),
  handle(contract.notePresence, async ({ ctx, params, body }) => ({
    ...params,
    items: await notePresence(ctx, params.ticketId, body.doing),
  })),
  handle(contract.listMentions, async ({ ctx }) => ({ items: await listMentions(ctx) })),
  handle(contract.seeMentions, async ({ ctx, params }) => ({ seen: await seeMentions(ctx, params.id) })),
  handle(contract.listBegun, async ({ ctx }) => ({ items: await listBegun(ctx) })),
  handle(contract.listDrafts, async ({ ctx, params }) => ({
    ...params,
    items: await listDrafts(ctx, params.ticketId),
    files: await listDraftFiles(ctx, params.ticketId),
  })),
  handle(contract.attachFile, ({ ctx, params, query, headers, stream }) =>
    attachFile(ctx, { ticketId: params.id, ...query, contentType: headers['content-type'] }, stream),
  ),
  handle(contract.beginFile, ({ ctx, params, body }) => beginFile(ctx, params.id, body)),
  handle(contract.addFilePart, ({ ctx, params, query, stream }) => addFilePart(ctx, params.id, query.from, stream)),
  handle(contract.removeFile, async ({ ctx, params }) => {
    await removeFile(ctx, params.id)
    return { removed: true as const }
  }),
  handleFile(contract.openFile, ({ ctx, params }) => openDraftFile(ctx, params.id)),
  handle(contract.keepDraft, async ({ ctx, params, body }) => ({ at: await keepDraft(ctx, params, body.text) })),
  handle(contract.listUnsent, async ({ ctx }) => ({ items: await listUnsent(ctx) })),
  handle(contract.takeBackReply, async ({ ctx, params, query }) =>
    presentTicket(ctx, await takeBackReply(ctx, params.id, query)),
  ),
  handle(contract.sendUnsent, async ({ ctx, params }) => presentTicket(ctx, await sendUnsent(ctx, params.id))),
  handle(contract.addParticipant, async ({ ctx, params, body }) => {
    await addParticipant(ctx, params.id, body)
    return presentTicket(ctx, params.id)
  }),
  handle(contract.removeParticipant, async ({ ctx, params }) => {
    await removeParticipant(ctx, params.id, params.address)
    return presentTicket(ctx, params.id)
  }),
  handle(contract.mergeTicket, async ({ ctx, params, body }) =>
    presentTicket(ctx, await mergeTicket(ctx, params.id, body)),
  ),
  handle(contract.unmergeTicket, async ({ ctx, params }) => presentTicket(ctx, await unmergeTicket(ctx, params.id))),
  handle(contract.linkTicket, async ({ ctx, params, body }) => {
    await linkTicket(ctx, params.id, { to: String(body.to), kind: body.kind })
    return presentTicket(ctx, params.id)
  }),
  handle(contract.unlinkTicket, async ({ ctx, params }) => {
    await unlinkTicket(ctx, params.id, params.linkedId)
    return presentTicket(ctx, params.id)
  }),
  handle(contract.splitTicket, async ({ ctx, params, body }) =>
    presentTicket(ctx, await splitTicket(ctx, params.id, body.messageId)),
  ),
  handle(contract.forwardMessage, async ({ ctx, params, body }) => {
    await forwardMessage(ctx, params.id, body)
    return presentTicket(ctx, params.id)
  }),
  handle(contract.moveMessage, async ({ ctx, params, body }) =>
    presentTicket(ctx, await moveMessage(ctx, params.id, body)),
  ),
  handle(contract.resolveTicket, async ({ ctx, params, body }) => {
    await resolveTicket(ctx, params.id, body.documentation)
    return presentTicket(ctx, params.id)
  }),
  handle(contract.reopenTicket, async ({ ctx, params }) => {
    await reopenTicket(ctx, params.id)
    return presentTicket(ctx, params.id)
  }),
  handle(contract.documentTicket, async ({ ctx, params, body }) => {
    await documentTicket(ctx, params.id, body)
    return presentTicket(ctx, params.id)
  }),
  ...handOffRoutes,
  ...afterCareRoutes,
  ...figureRoutes,
  ...targetRoutes,
  ...ruleRoutes,
  ...recurringRoutes,
]
