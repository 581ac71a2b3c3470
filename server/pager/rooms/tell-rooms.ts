import type { Context } from '../../platform/context.ts'
import { type NewJob, sendJobs } from '../../platform/jobs/send-jobs.ts'
import type { PageRow } from '../pager.store.ts'
import { insertWords, type RoomRow, type WordRow } from './room.store.ts'

export const roomQueues = { webhook: 'pager.tell-room', irc: 'pager.tell-irc-room' } as const

export const roomJob = ({ id, kind }: Pick<RoomRow, 'id' | 'kind'>): NewJob => ({
  queue: roomQueues[kind],
  data: { roomId: id },
})

interface News {
  readonly kind: WordRow['kind']
  readonly personId?: string | null
}

/**
 * For verbs: has the rooms of a page's team hear of it, with the caller's transaction. That only writes it down: nobody is
 * woken later because a room does not listen.
 */
export async function tellRooms(ctx: Context, page: PageRow, { kind, personId = null }: News): Promise<void> {
  if (page.teamId === null) return
  const rooms = await insertWords(ctx, page.teamId, { pageId: page.id, kind, personId })
  if (rooms.length > 0) await sendJobs(ctx, rooms.map(roomJob))
}
