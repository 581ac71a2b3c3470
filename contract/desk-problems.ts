import { problemKind } from './problem.ts'

export const ticketAlreadyResolved = problemKind(
  'ticket-already-resolved',
  409,
  'This ticket is resolved',
  'Reopen it first, or wait for the customer to write again.',
)
export const handOffNotOpen = problemKind(
  'hand-off-not-open',
  409,
  'This hand-off has already ended',
  'Load the ticket again to see how; ask again with a new hand-off if needed.',
)
export const nothingAskedBack = problemKind(
  'nothing-asked-back',
  409,
  'The team asks nothing back',
  'Load the ticket again: it may have been replied to, or have ended.',
)
export const nothingReturned = problemKind(
  'nothing-returned',
  409,
  'There is no answer to go on from',
  'Load the ticket again: the team may still be asked, or somebody went on already.',
)
export const nothingToDo = problemKind(
  'nothing-to-do',
  409,
  'The team has nothing left to do here',
  'Load the list again: somebody may have done it.',
)
export const teamAlreadyAsked = problemKind(
  'team-already-asked',
  409,
  'This team is asked about this ticket already',
  'Wait for its answer, withdraw the question, or ask another team.',
)
export const teamStillAsked = problemKind(
  'team-still-asked',
  409,
  'A team is still asked about this ticket',
  'Wait for its answer, or withdraw the question, first.',
)
export const staleReply = problemKind(
  'stale-reply',
  409,
  'Something was written since you looked',
  'Read what came in, then send again with the newest `seenMessageId`.',
)
export const replyWaits = problemKind(
  'reply-waits',
  409,
  'Another reply is about to go out',
  'Wait for it, send it now, or take it back.',
)
export const mayNotAnswerCustomer = problemKind(
  'may-not-answer-customer',
  409,
  'This hand-off asks for an internal answer',
  'Answer internally; support will answer the customer.',
)

export const tooManyParticipants = problemKind(
  'too-many-participants',
  409,
  'As many people take part as may',
  'Take somebody out first.',
)

export const ticketMerged = problemKind(
  'ticket-merged',
  409,
  'This ticket was merged into another',
  'Go on in that ticket: `mergedInto` names it.',
)
export const ticketRemoved = problemKind(
  'ticket-removed',
  409,
  'This ticket is in spam or in the trash',
  'Restore it first.',
)
export const otherCustomer = problemKind(
  'other-customer',
  409,
  'The tickets are of different customers',
  'Each would read what the other wrote. Where that is meant, send `acrossCustomers`.',
)
