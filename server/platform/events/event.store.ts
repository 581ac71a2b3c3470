import type { Context } from '../context.ts'

export async function deleteEventsBefore(ctx: Context, before: Date): Promise<void> {
  await ctx.db.deleteFrom('platform.events').where('announcedAt', '<', before).execute()
}
