import { z } from 'zod'
import { Plan } from './customers.ts'
import { Documentation } from './documentation-shape.ts'
import { FieldValues } from './field-shapes.ts'
import { Id, Instant } from './paging.ts'
import { MailState, SenderProof } from './mail.ts'
import { priorities } from './priority.ts'
import { TeamRef } from './team-ref.ts'
import { UnsentReply } from './unsent-shape.ts'

export { Documentation }

export const TicketState = z.enum(['open', 'resolved', 'merged', 'spam', 'trash'])

/** An incident of which a customer was told, and hears from us again. */
const IncidentWait = z.object({
  id: Id,
  name: z.string(),
  path: z.string(),
  by: Instant.describe('When the customer was promised to hear again'),
})

export const WaitingOn = z.object({
  holder: z
    .enum(['support', 'customer', 'teams', 'incident', 'nobody'])
    .describe(
      'Who must act next: support once an answer came in, though other teams are still asked; an incident where its customer was told and hears from us again; nobody once resolved',
    ),
  teams: z.array(TeamRef).describe('Every team that is asked, as far as the reader may know'),
  privateTeams: z.number().int().describe('How many more are asked in private'),
  returnedAt: Instant.nullable().describe(
    'Since when an answer, a refusal or a question back is there that support has not gone on from',
  ),
  incidents: z.array(IncidentWait).describe('Of which the customer was told, and hears from us again'),
  since: Instant,
})
export type WaitingOn = z.infer<typeof WaitingOn>

/** A running clock: due, and whether it ran out. `stoppedAt` set = met or missed for good. */
export const Clock = z.object({
  name: z
    .enum(['first-response', 'next-response', 'resolution', 'promise', 'acknowledge', 'answer'])
    .describe('A promise is the next word that we told the customer to expect'),
  startedAt: Instant,
  dueAt: Instant.nullable().describe('null while it is paused'),
  stoppedAt: Instant.nullable(),
  breachedAt: Instant.nullable(),
})
export type Clock = z.infer<typeof Clock>

export const HandOffState = z.enum([
  'asked',
  'acknowledged',
  'asked-back',
  'answered',
  'declined',
  'withdrawn',
  'passed-on',
  'returned',
])

const PersonRef = z.object({ id: Id, name: z.string() })
/** The id is null for a program in its own name; there is no author where Bellwether itself wrote. */
const AuthorRef = z.object({ id: Id.nullable(), name: z.string() })
const CustomerRef = z.object({
  id: Id,
  key: z.string(),
  otherKeys: z.array(z.string()).describe('Events with these are theirs as well'),
  name: z.string(),
  plan: Plan,
  isVip: z.boolean(),
})

const HandOffWord = z.object({
  kind: z
    .enum(['asked-back', 'replied', 'team-note', 'afterwards'])
    .describe('Notes of the team to itself are shown to nobody else; what comes once it has ended comes afterwards'),
  at: Instant,
  person: PersonRef,
  text: z.string(),
})

/** Of a question that was passed on, what happened before. */
const PassedOn = z.object({
  id: Id,
  askedTeam: TeamRef,
  askedAt: Instant,
  passedOnBy: PersonRef.nullable(),
  passedOnAt: Instant,
  reason: z.string(),
  words: z.array(HandOffWord),
  clocks: z.array(Clock),
})

export const HandOff = z.object({
  id: Id,
  ticketId: Id,
  round: z.number().int().describe('The n-th question about this ticket; a question that is passed on stays the same'),
  state: HandOffState.describe(
    'An answer or refusal goes back to support at once; `returned` once support went on from it',
  ),
  outcome: z
    .enum(['answered', 'declined', 'withdrawn', 'passed-on'])
    .nullable()
    .describe('How it ended; null while the team is asked'),
  question: z.string(),
  evidenceLinks: z.array(z.object({ label: z.string(), url: z.string() })),
  mayReplyToCustomer: z.boolean(),
  isPrivate: z.boolean().describe('Only whoever asked and the team know of it'),
  isUrgent: z.boolean(),
  askedBy: PersonRef,
  askedTeam: TeamRef,
  askedPerson: PersonRef.nullable().describe('Of whom in the team it is asked; anybody in it may answer'),
  askedAt: Instant,
  passedOn: z.array(PassedOn).describe('The teams that were asked before and passed it on, the first first'),
  words: z.array(HandOffWord).describe('What was said about it besides question and answer, the oldest first'),
  acknowledgedBy: PersonRef.nullable(),
  acknowledgedAt: Instant.nullable(),
  endedBy: PersonRef.nullable(),
  endedAt: Instant.nullable(),
  answer: z.string().nullable().describe('The answer, or the reason for declining or passing on'),
  answeredToCustomer: z.boolean(),
  returnedTo: PersonRef.nullable(),
  todo: z
    .object({ text: z.string(), doneBy: PersonRef.nullable(), doneAt: Instant.nullable() })
    .nullable()
    .describe('What the team still does after its answer, whatever becomes of the ticket'),
  clocks: z.array(Clock),
})
export type HandOff = z.infer<typeof HandOff>

export const TicketSummary = z.object({
  id: Id,
  number: z.number().int(),
  subject: z.string(),
  state: TicketState,
  tags: z.array(z.string()),
  snoozedUntil: Instant.nullable().describe('Until when support put it away; null while it is in the queue'),
  priority: z.enum(priorities).describe('As somebody judged it; its clocks say how soon it is due'),
  isUrgent: z.boolean().describe('Came in through the emergency address from a customer who may page'),
  customer: CustomerRef.nullable().describe('null for a sender who is nobody’s contact'),
  contact: z.object({ name: z.string(), email: z.string() }),
  isOurs: z
    .boolean()
    .describe('Support opened it for itself: nothing goes out on it until somebody is made the requester'),
  owner: PersonRef.nullable(),
  mailbox: z
    .object({ id: Id, address: z.string(), name: z.string() })
    .nullable()
    .describe('To which it came, and by which answers leave; null: the default one'),
  waitingOn: WaitingOn,
  clocks: z.array(Clock).describe('The customer clock, and those of each team that is asked'),
  nextDueAt: Instant.nullable().describe('The nearest breach over all its clocks'),
  messageCount: z.number().int(),
  lastMessageAt: Instant,
  createdAt: Instant,
  resolvedAt: Instant.nullable(),
  isDocumented: z.boolean().nullable().describe('null while open; false = doc debt'),
})
export type TicketSummary = z.infer<typeof TicketSummary>

/** A ticket as a list shows it. */
export const ListedTicket = TicketSummary.extend({
  newest: z
    .object({ by: z.string(), direction: z.enum(['in', 'out']), text: z.string() })
    .nullable()
    .describe('The beginning of the message that was filed last, in one line'),
  unsent: z
    .object({ by: z.string(), sendAt: Instant, state: z.enum(['waiting', 'stopped']) })
    .nullable()
    .describe('A reply that has not gone out; one that was stopped before one that waits'),
  fields: FieldValues.describe('What stands in the fields of this organisation, by their keys'),
})
export type ListedTicket = z.infer<typeof ListedTicket>

export const Attachment = z.object({
  id: Id,
  fileName: z.string(),
  contentType: z.string(),
  sizeBytes: z.number().int(),
  isDamaged: z.boolean(),
  contentId: z.string().nullable().describe('Of an image that the text shows at its place: data-image in the HTML'),
  path: z.string().describe('Where its bytes are; a path of this server'),
  thumbnailPath: z
    .string()
    .nullable()
    .describe('Where a small picture of it is; null for what says that it is no image'),
})
export type Attachment = z.infer<typeof Attachment>

/** By which a word comes or goes. */
export const Channel = z.enum(['mail', 'form', 'phone', 'in-person', 'chat', 'api', 'import'])
export type Channel = z.infer<typeof Channel>

const entry = { id: Id, at: Instant }
/** One line of the ticket's time line. */
export const TimelineEntry = z.discriminatedUnion('kind', [
  z.object({
    ...entry,
    kind: z.literal('message'),
    direction: z.enum(['in', 'out']),
    channel: Channel.describe('By which it came or went; what was imported went by ways of its own'),
    author: z.object({ name: z.string(), email: z.string().nullable() }),
    text: z.string().describe('What was written, quotes and signatures left out'),
    fullText: z.string().describe('The whole text, for "show quoted"'),
    html: z.string().nullable().describe('Cleaned; show it in a sandboxed frame'),
    attachments: z.array(Attachment),
    leftOut: z.array(z.string()).describe('What is in the mail and neither shown nor attached, in words'),
    isAutomatic: z.boolean(),
    isList: z.boolean().describe('Came through a mailing list; answers go to people alone'),
    delivery: z.object({ state: MailState, reason: z.string().nullable() }).nullable(),
    copies: z
      .array(z.object({ address: z.string(), state: MailState, reason: z.string().nullable() }))
      .describe('Who got our answer in Cc, and what became of it there'),
    sender: SenderProof.nullable().describe('Of what came in by mail; null for the rest'),
    rawPath: z.string().nullable().describe('Where the mail is as it came; null for what did not come by mail'),
    /** Sender is not a participant, or similar: shown with the message. */
    flag: z.string().nullable(),
  }),
  z.object({
    ...entry,
    kind: z.literal('note'),
    author: AuthorRef.nullable(),
    text: z.string(),
    attachments: z.array(Attachment),
    mentioned: z.array(z.string()).describe('Names of the people and teams that were mentioned in it, and told'),
  }),
  z.object({ ...entry, kind: z.literal('hand-off'), handOff: HandOff }),
  z.object({
    ...entry,
    kind: z.literal('change'),
    who: z.string(),
    what: z.string().describe('e.g. "claimed the ticket", "resolved the ticket"'),
  }),
])
export type TimelineEntry = z.infer<typeof TimelineEntry>

/** Somebody who takes part in a ticket besides its contact: they get our answers in Cc, and theirs join it. */
export const Participant = z.object({
  address: z.string(),
  name: z.string(),
  since: Instant,
  messageId: Id.nullable().describe('The mail that named them first'),
  addedBy: PersonRef.nullable().describe('Who added them, where no mail did'),
})
export type Participant = z.infer<typeof Participant>

/** What another ticket is to this one: what it is part of, a part of it, or related. */
export const linkKinds = ['related', 'parent', 'part'] as const
export type LinkKind = (typeof linkKinds)[number]

export const Ticket = TicketSummary.extend({
  sites: z.array(z.string()).describe('The sites of the customer, those named in the mail first'),
  mentionedSites: z.array(z.string()),
  openHandOffs: z.array(HandOff),
  newestMessageId: Id.describe('The message that was filed last, whatever its time'),
  newestFromOthersId: Id.nullable().describe(
    'The same of those that the reader did not write; null where there is none',
  ),
  isListMail: z
    .boolean()
    .describe('What the customer wrote last came through a mailing list; answers go to people alone'),
  participants: z.array(Participant).describe('Besides the contact'),
  documentation: Documentation.nullable(),
  fields: FieldValues.describe('What stands in the fields of this organisation, by their keys'),
  isFollowed: z.boolean().describe('By the reader'),
  unread: z
    .object({ count: z.number().int(), firstId: Id.nullable() })
    .describe('Words of others that the reader has not read, and the first of them; null where they never read any'),
  unsent: z.array(UnsentReply).describe('Replies that have not gone out; one at most that waits'),
  related: z.array(z.object({ id: Id, number: z.number().int(), subject: z.string(), why: z.string() })),
  links: z
    .array(
      z.object({ id: Id, number: z.number().int(), subject: z.string(), state: TicketState, kind: z.enum(linkKinds) }),
    )
    .describe('Tickets that belong to it, and what each is to it'),
  mergedHere: z
    .array(z.object({ id: Id, number: z.number().int(), subject: z.string(), isUndoable: z.boolean() }))
    .describe('The tickets that were merged into this one; only of merges that are kept it can be undone'),
  mergedInto: z
    .object({ id: Id, number: z.number().int(), subject: z.string() })
    .nullable()
    .describe('Where a merged ticket goes on'),
})
export type Ticket = z.infer<typeof Ticket>
