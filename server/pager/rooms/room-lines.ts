import type { Context } from '../../platform/context.ts'
import { type Names, namesById, sayTo, translateTo } from '../../people/people.ts'
import { cutToBytes } from '../channels/channel.ts'
import { cleanLine } from '../irc/irc-lines.ts'
import { findNotifications } from '../notification.store.ts'
import { pathAbout } from '../page-link.ts'
import { findPage, type PageRow } from '../pager.store.ts'
import type { RoomRow, WordRow } from './room.store.ts'

const titleBytesMax = 200
const namedMax = 3

interface Line {
  readonly word: WordRow
  readonly page: PageRow
  /** For whom it rings. */
  readonly people: readonly string[]
}

/** For verbs: what waits to be said in a room, a line each, in its language. With the screen, and no link that acts: many read it. */
export async function roomLines(ctx: Context, room: RoomRow, words: readonly WordRow[]): Promise<string[]> {
  const pages = new Map<string, PageRow>()
  for (const id of new Set(words.map(({ pageId }) => pageId))) {
    const page = await findPage(ctx, id)
    if (page) pages.set(id, page)
  }
  const notifications = Map.groupBy(await findNotifications(ctx, [...pages.keys()]), ({ pageId }) => pageId)
  const lines = words.flatMap((word): Line[] => {
    const page = pages.get(word.pageId)
    const people = new Set((notifications.get(word.pageId) ?? []).map(({ personId }) => personId))
    return page ? [{ word, page, people: [...people] }] : []
  })
  const names = await namesById(ctx, {
    teams: [room.teamId],
    people: lines.flatMap(({ word, people }) => [word.personId, ...people]),
  })
  return lines.map((line) => lineOf(ctx, room, { ...line, names }))
}

function lineOf(ctx: Context, { teamId, language }: RoomRow, { word, page, people, names }: Line & { names: Names }) {
  const say = sayTo({ language })
  const title = cutToBytes(cleanLine(translateTo({ language })(page.title)), titleBytesMax)
  const who = word.personId === null ? undefined : names.person(word.personId).name
  const url = `${ctx.baseUrl}${pathAbout(page)}`
  switch (word.kind) {
    case 'opened': {
      const line = say`Page for ${names.team(teamId).name}: ${title}`
      const rings = people.slice(0, namedMax).map((id) => names.person(id).name)
      return rings.length === 0 ? `${line} ${url}` : `${line} (${say`rings for ${rings.join(', ')}`}) ${url}`
    }
    case 'acknowledged':
      return `${who === undefined ? say`Acknowledged: ${title}` : say`Acknowledged by ${who}: ${title}`} ${url}`
    case 'exhausted':
      return `${say`Nobody has answered, administrators are paged: ${title}`} ${url}`
    case 'ended':
      return say`It has ended: ${title}`
  }
}
