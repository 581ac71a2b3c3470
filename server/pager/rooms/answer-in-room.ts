import { randomUUID } from 'node:crypto'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allowJobsOnly } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { namesById, sayTo, translateTo } from '../../people/people.ts'
import { cutToBytes } from '../channels/channel.ts'
import type { HeardInRoom } from '../irc/irc-connection.ts'
import { cleanLine } from '../irc/irc-lines.ts'
import { readReach } from '../people-of-step.ts'
import { pageTeam } from '../page-team.ts'
import { findPolicy } from '../policy.store.ts'
import { findRoomsOfChannel, type RoomRow } from './room.store.ts'

const textBytesMax = 300
/** Whoever writes in a channel may be anybody: they wake somebody only so often, and all of them together. */
const ofNick = { max: 3, windowSeconds: 600 }
const ofRoom = { max: 6, windowSeconds: 600 }

/**
 * Says who is on call, or pages the team, for whoever is in one of its channels and asks by `!who` or `!page`; undefined
 * where there is nothing to say. Who they are nobody has proved, and the page says so.
 */
export async function answerInRoom(ctx: Context, heard: HeardInRoom): Promise<string | undefined> {
  allowJobsOnly(ctx)
  const asked = /^!(?<word>who|page)(?:\s+(?<text>.*))?$/isu.exec(heard.text.trim())?.groups
  if (!asked || ctx.pageChannels.irc?.roomAnswers.note(heard.room.toLowerCase())) return undefined
  const rooms = await findRoomsOfChannel(ctx, heard.room)
  if (asked['word']?.toLowerCase() === 'who') return whoIsOn(ctx, rooms)
  const room = rooms.find(({ mayPage }) => mayPage)
  return room && askForPage(ctx, { room, heard, text: cleanLine(asked['text'] ?? '') })
}

async function whoIsOn(ctx: Context, rooms: readonly RoomRow[]): Promise<string | undefined> {
  const lines: string[] = []
  for (const { teamId, language } of rooms) {
    const say = sayTo({ language })
    const { steps } = await findPolicy(ctx, teamId)
    const reach = await readReach(ctx, [teamId], steps)
    const [first] = steps
    const people = first ? reach.ofStep(teamId, first) : []
    const names = await namesById(ctx, { teams: [teamId], people })
    const on = people.map((id) => names.person(id).name).join(', ')
    const { name } = names.team(teamId)
    lines.push(on === '' ? say`Nobody is on call for ${name}.` : say`On call for ${name}: ${on}`)
  }
  return lines.length === 0 ? undefined : lines.join(' · ')
}

interface Asked {
  readonly room: RoomRow
  readonly heard: HeardInRoom
  readonly text: string
}

/** What it came to is said in the room like of any page; what was not done is answered. */
async function askForPage(ctx: Context, { room, heard, text }: Asked): Promise<string | undefined> {
  const { teamId, language, id: roomId } = room
  const translate = translateTo({ language })
  if (text === '') return translate(said`Write what is wrong: !page TEXT`)
  try {
    await ctx.attempts.limit({ key: `irc-page:${roomId}:${heard.nick}!${heard.host}`.toLowerCase(), ...ofNick })
    await ctx.attempts.limit({ key: `irc-page-in:${roomId}`, ...ofRoom })
  } catch (error) {
    if (error instanceof Problem) return translate(error.message)
    throw error
  }
  const [nick, channel] = [cleanLine(heard.nick), room.address]
  await inTransaction(ctx, async (ctx) => {
    const about = { module: 'pager', id: randomUUID(), path: '/on-call' }
    const title = said`${nick} in ${channel} (unproven): ${cutToBytes(text, textBytesMax)}`
    const body = said`Asked for on IRC by ${nick} in ${channel}: nobody has proved who that is.`
    const id = await pageTeam(ctx, { teamId, title, body, about })
    await recordAudit(ctx, {
      action: 'pager.open-page',
      about: { module: 'pager', id },
      detail: { roomId, nick, channel },
    })
  })
  return undefined
}
