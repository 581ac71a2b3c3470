import { said } from '@bellwether/contract/said.ts'
import { personName } from '../people/people.ts'
import type { Context } from '../platform/context.ts'
import { eachApart } from '../platform/each-apart.ts'
import { inTransaction } from '../platform/database/in-transaction.ts'
import { eraseFiles } from '../platform/files/doomed-file.store.ts'
import { allowJobsOnly } from '../platform/permissions.ts'
import { deleteDraftsOf } from './drafts/draft.store.ts'
import { finishChange, lockLiveTicket } from './change-ticket.ts'
import { deleteComingOf } from './files/coming-file.store.ts'
import { deleteDraftFilesOf } from './files/draft-file.store.ts'
import { findAskedOf, updateHandOff } from './hand-offs/hand-off.store.ts'
import { notifyTeam } from './hand-offs/notify-asked.ts'
import { finishHandOffChange, withHandOff } from './hand-offs/with-hand-off.ts'
import { deleteNoticesOf } from './notices/notice-settings.store.ts'
import { deleteSignature } from './signatures/signature.store.ts'
import { deleteReadingOf } from './unread/unread.store.ts'
import { findOpenTicketIdsOf, updateTicket } from './ticket.store.ts'

/** Nobody waits for somebody who left: what they were asked is asked of their team, and who wants claims their tickets. */
export async function leaveDesk(ctx: Context, { personId }: { personId: string }): Promise<void> {
  allowJobsOnly(ctx)
  const { name } = await personName(ctx, personId)
  await inTransaction(ctx, async (ctx) => {
    await deleteDraftsOf(ctx, personId)
    await deleteReadingOf(ctx, personId)
    await deleteNoticesOf(ctx, personId)
    await deleteSignature(ctx, personId)
    await eraseFiles(ctx, await deleteDraftFilesOf(ctx, personId))
    await eraseFiles(ctx, await deleteComingOf(ctx, personId))
  })
  await eachApart(await findAskedOf(ctx, personId), async ({ id }) => {
    await withHandOff(ctx, id, async (ctx, at) => {
      const handOff = { ...at.handOff, askedPersonId: null }
      await updateHandOff(ctx, id, { askedPersonId: null })
      await notifyTeam(ctx, { ...at, handOff })
      await finishHandOffChange(ctx, at, {
        action: 'leave-hand-off',
        what: said`asks the whole team, since ${name} has left`,
      })
    })
  })
  await eachApart(await findOpenTicketIdsOf(ctx, personId), (id) =>
    inTransaction(ctx, async (ctx) => {
      const ticket = await lockLiveTicket(ctx, id)
      if (ticket.ownerId !== personId || ticket.state !== 'open') return
      await updateTicket(ctx, ticket.id, { ownerId: null })
      await finishChange(ctx, ticket.id, {
        action: 'leave-ticket',
        what: said`has nobody own it, since ${name} has left`,
      })
    }),
  )
}
