import type { Language } from '@bellwether/contract/people.ts'
import { type NewRoom, roomKinds, type RoomKind, roomsMax } from '@bellwether/contract/pager-rooms.ts'
import { badInput, notFound } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import { type Context, now } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { namesInternalHost } from '../../platform/net/internal-addresses.ts'
import { getTeam, type Names, namesById, staffById } from '../../people/people.ts'
import { allow, allowJobsOnly } from '../../platform/permissions.ts'
import { alreadyThere, Problem } from '../../platform/problem.ts'
import { shownHost } from '../channels/channel.ts'
import * as store from './room.store.ts'

/** The rooms of every team. */
export async function listRooms(ctx: Context) {
  allow(ctx, 'pager.read')
  const rooms = await store.findRooms(ctx)
  const names = await namesById(ctx, { teams: rooms.map(({ teamId }) => teamId) })
  return { items: rooms.map((room) => present(room, names)), kinds: openRoomKinds(ctx) }
}

/** Has the pages of a team said in a room, in the language of who adds it. */
export async function addRoom(ctx: Context, { team: slug, ...room }: NewRoom) {
  allow(ctx, 'pager.write')
  if (!openRoomKinds(ctx).includes(room.kind)) refuse(said`IRC needs a server: an operator sets IRC_URL.`)
  if (room.kind === 'webhook') refuseInternal(ctx, room.address)
  return inTransaction(ctx, async (ctx) => {
    const { id: teamId } = await getTeam(ctx, slug)
    await store.lockRoomsOf(ctx, teamId)
    if ((await store.findRooms(ctx, teamId)).length >= roomsMax) refuse(said`More than ${roomsMax} rooms are too many.`)
    const { kind, address } = room
    const channel = room.kind === 'irc' ? room : undefined
    const added = await store.insertRoom(ctx, {
      teamId,
      kind,
      address,
      key: channel?.key ?? null,
      mayPage: channel?.mayPage ?? false,
      language: await languageOf(ctx),
      addedAt: now(ctx),
    })
    if (!added) throw alreadyThere('/address', taken)
    await audit(ctx, 'add-room', added)
    return presentOne(ctx, added)
  })
}

/** The channels of all teams, each once, with what it takes to be let in. */
export async function listChannels(ctx: Context): Promise<{ name: string; key: string | null }[]> {
  allowJobsOnly(ctx)
  const channels = (await store.findRooms(ctx)).filter(({ kind }) => kind === 'irc')
  return [...new Map(channels.map(({ address, key }) => [address.toLowerCase(), { name: address, key }])).values()]
}

const taken = said`The team has this room, or whoever is in it pages another team.`

async function languageOf(ctx: Context): Promise<Language> {
  const [person] = ctx.actor.kind === 'person' ? await staffById(ctx, [ctx.actor.personId]) : []
  return person?.language ?? 'en'
}

/** Says whether whoever is in a channel may page the team. */
export async function changeRoom(ctx: Context, id: string, { mayPage }: { mayPage: boolean }) {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const before = await getRoom(ctx, id)
    const others = await store.findRoomsOfChannel(ctx, before.address)
    if (mayPage && others.some((one) => one.id !== id && one.mayPage)) throw alreadyThere('/mayPage', taken)
    const room = await store.updateMayPage(ctx, id, mayPage)
    if (!room) throw new Problem(notFound, noSuchRoom)
    await audit(ctx, 'change-room', room)
    return presentOne(ctx, room)
  })
}

/** Says nothing there any more. */
export async function removeRoom(ctx: Context, id: string): Promise<{ id: string }> {
  allow(ctx, 'pager.write')
  return inTransaction(ctx, async (ctx) => {
    const room = await store.deleteRoom(ctx, id)
    if (!room) throw new Problem(notFound, noSuchRoom)
    await audit(ctx, 'remove-room', room)
    return { id }
  })
}

const noSuchRoom = said`There is no such room.`

async function getRoom(ctx: Context, id: string): Promise<store.RoomRow> {
  const room = await store.findRoom(ctx, id)
  if (!room) throw new Problem(notFound, noSuchRoom)
  return room
}

const openRoomKinds = ({ pageChannels }: Context): RoomKind[] =>
  roomKinds.filter((kind) => kind !== 'irc' || pageChannels.irc !== undefined)

const presentOne = async (ctx: Context, room: store.RoomRow) =>
  present(room, await namesById(ctx, { teams: [room.teamId] }))

/** The path of a webhook, and the key of a channel, are shown to nobody. */
const present = (room: store.RoomRow, names: Names) => ({
  id: room.id,
  team: names.team(room.teamId),
  kind: room.kind,
  address: shownAddressOf(room),
  hasKey: room.key !== null,
  mayPage: room.mayPage,
  addedAt: room.addedAt,
  saidAt: room.saidAt,
  lastError: room.lastError,
  lastErrorAt: room.lastErrorAt,
})

const shownAddressOf = (room: Pick<store.RoomRow, 'kind' | 'address'>): string =>
  room.kind === 'irc' ? room.address : shownHost(room)

const audit = (ctx: Context, action: string, room: store.RoomRow) =>
  recordAudit(ctx, {
    action: `pager.${action}`,
    about: { module: 'pager', id: room.id },
    detail: { teamId: room.teamId, kind: room.kind, address: shownAddressOf(room), mayPage: room.mayPage },
  })

function refuse(detail: string): never {
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/address', detail }] })
}

/** Says at once what would be refused at every page. A name is judged when it is resolved, each time. */
function refuseInternal(ctx: Context, url: string): void {
  if (!namesInternalHost(url, ctx.openedNetworks)) return
  refuse(said`This address lies in an internal network. An operator can open it with WEBHOOK_NETWORKS.`)
}
