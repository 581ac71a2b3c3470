import { z } from 'zod'
import { Id, Instant } from './paging.ts'
import { conflict, notFound } from './problem.ts'
import { route } from './route.ts'
import { TeamRef } from './team-ref.ts'

const PersonRef = z.object({ id: Id, name: z.string() })

/** So many minutes before a shift ends whoever has it is reminded of the note for the next. */
export const handOverMinutes = 45

/**
 * What whoever has a shift writes for whoever comes next. A rota has one that is written on until somebody else says
 * that they have it: whatever becomes of the shifts in between, it is never lost.
 */
export const HandOverNote = z.object({
  id: Id,
  text: z.string().describe('Empty: there was nothing to hand over'),
  version: z.number().int().describe('Of the text: whoever changes it says which they read'),
  writtenBy: PersonRef.nullable(),
  writtenAt: Instant,
  toldAt: Instant.nullable().describe('When it was mailed to whoever came next'),
  takenBy: PersonRef.nullable(),
  takenAt: Instant.nullable(),
})
export type HandOverNote = z.infer<typeof HandOverNote>

/** A deploy that has not reached every host yet, as far as its reports say. */
export const OpenRollOut = z.object({
  deployId: Id,
  service: z.string(),
  version: z.string(),
  startedAt: Instant,
  hosts: z.number().int(),
  of: z
    .number()
    .int()
    .nullable()
    .describe('Hosts that the largest of the roll-outs before it reached; null: not known'),
  lastHostAt: Instant.nullable(),
})
export type OpenRollOut = z.infer<typeof OpenRollOut>

const Shift = {
  rota: z.object({ id: Id, name: z.string() }),
  team: TeamRef,
  onCall: PersonRef.nullable(),
  until: Instant.nullable().describe('When this changes; null: not within a year'),
  next: z.object({ person: PersonRef, startsAt: Instant }).nullable(),
}

/** A shift and what is written for the one who comes next. */
export const HandOver = z.object({
  ...Shift,
  note: HandOverNote.nullable().describe('What is written and nobody has taken over yet'),
  earlier: z.array(HandOverNote).describe('The last ones that were taken over, the newest first'),
  rollOuts: z.array(OpenRollOut).describe('Deploys under way, of all services'),
})
export type HandOver = z.infer<typeof HandOver>

/** When the last of those goes who watch customers, and what is still on its way then. */
export const Closing = z.object({
  at: Instant,
  nextEyesAt: Instant.nullable().describe('When somebody watches again; null: not within a fortnight'),
  rollOuts: z.array(OpenRollOut),
})
export type Closing = z.infer<typeof Closing>

const rotaId = z.object({ id: Id })

export const getHandOver = route({
  method: 'GET',
  path: '/api/pager/rotas/{id}/hand-over',
  summary: 'Who has the shift, who comes next, and what is written for them',
  params: rotaId,
  answer: HandOver,
  problems: [notFound],
})

export const writeHandOver = route({
  method: 'PUT',
  path: '/api/pager/rotas/{id}/hand-over',
  summary: 'Write what whoever comes next has to know; it is mailed to them when their shift begins',
  params: rotaId,
  body: z.object({
    text: z.string().trim().max(20_000),
    version: z.number().int().min(0).describe('Of the text that was read; 0: there was none'),
  }),
  answer: HandOverNote,
  problems: [notFound, conflict],
})

export const takeHandOver = route({
  method: 'POST',
  path: '/api/pager/rotas/{id}/hand-over/taking',
  summary: 'Say that you have read the note and have the shift; the next text is another note',
  params: rotaId,
  body: z.object({ version: z.number().int().min(1).describe('Of the text that was read') }),
  answer: HandOverNote,
  problems: [notFound, conflict],
})

export const listOwnHandOvers = route({
  method: 'GET',
  path: '/api/pager/own-hand-overs',
  summary:
    'The shifts of whoever asks that end soon, those that began with a note, and what is under way as nobody watches',
  answer: z.object({
    giving: z.array(z.object(Shift)).describe('Shifts of theirs that end soon, about which nothing is written yet'),
    taking: z.array(z.object({ ...Shift, note: HandOverNote })).describe('Shifts of theirs with a note for them'),
    closing: Closing.nullable().describe('They watch customers, nobody does soon, and roll-outs are under way'),
  }),
})
