import { z } from 'zod'
import { Id, Instant, WebUrl } from './paging.ts'
import { alreadyExists, notFound } from './problem.ts'
import { route } from './route.ts'
import { said } from './said.ts'
import { TeamRef } from './team-ref.ts'
import './sentences.ts'

/** Each page is said in every one of them. */
export const roomsMax = 5

export const roomKinds = ['irc', 'webhook'] as const
export type RoomKind = (typeof roomKinds)[number]

/** Where people of a team talk, and hear of its pages. */
export const Room = z.object({
  id: Id,
  team: TeamRef,
  kind: z.enum(roomKinds),
  address: z.string().describe('Of a webhook the host alone: its path is as good as a key'),
  hasKey: z.boolean().describe('Of a channel: who joins has to know a word; it is never shown'),
  mayPage: z.boolean().describe('Whether `!page TEXT` in the channel pages the team'),
  addedAt: Instant,
  saidAt: Instant.nullable().describe('When something was said there last'),
  lastError: z.string().nullable().describe('Why the last word did not get there; null once one does'),
  lastErrorAt: Instant.nullable(),
})
export type Room = z.infer<typeof Room>

const Channel = z
  .string()
  .trim()
  .regex(/^#[^\s,:\p{Cc}]{1,49}$/u, said`Write the name of a channel, such as #ops.`)
  .meta({ examples: ['#ops'] })

const ChannelKey = z
  .string()
  .trim()
  .regex(/^[^\s,:\p{Cc}]{1,23}$/u, said`Such a key has no spaces, commas or colons, and at most 23 signs.`)
  .meta({ examples: ['sesame'] })

const team = z.string().max(100).describe('Slug')

export const NewRoom = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('irc'),
    team,
    address: Channel,
    key: ChannelKey.optional(),
    mayPage: z.boolean().default(false),
  }),
  z.object({
    kind: z.literal('webhook'),
    team,
    address: WebUrl.describe('Of an incoming webhook, of Slack or what is shaped like it'),
  }),
])
export type NewRoom = z.infer<typeof NewRoom>

export const listRooms = route({
  method: 'GET',
  path: '/api/pager/rooms',
  summary: 'The rooms that hear of the pages of each team',
  answer: z.object({
    items: z.array(Room),
    kinds: z.array(z.enum(roomKinds)).describe('What can be added here: channels need a server of IRC'),
  }),
})

export const addRoom = route({
  method: 'POST',
  path: '/api/pager/rooms',
  summary: 'Have the pages of a team said in a room, one line each',
  body: NewRoom,
  answer: Room,
  status: 201,
  problems: [notFound, alreadyExists],
})

export const changeRoom = route({
  method: 'PUT',
  path: '/api/pager/rooms/{id}',
  summary: 'Say whether whoever is in a channel may page the team',
  params: z.object({ id: Id }),
  body: z.object({ mayPage: z.boolean() }),
  answer: Room,
  problems: [notFound, alreadyExists],
})

export const removeRoom = route({
  method: 'DELETE',
  path: '/api/pager/rooms/{id}',
  summary: 'Say nothing there any more, nor what waits to be said',
  params: z.object({ id: Id }),
  answer: z.object({ id: Id }),
  problems: [notFound],
})
