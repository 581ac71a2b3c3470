import type { NoticeSettings } from '@bellwether/contract/desk.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { allow } from '../../platform/permissions.ts'
import { actingPerson } from '../change-ticket.ts'
import { findSettings, upsertSettings } from './notice-settings.store.ts'
import { usualSettings } from './notice-time.rules.ts'
import { skipWhatIsThere } from './untold.store.ts'

/** Of what whoever asks is told by mail. */
export async function getNoticeSettings(ctx: Context): Promise<NoticeSettings> {
  allow(ctx, 'desk.read')
  const { id } = actingPerson(ctx)
  return (await findSettings(ctx, id)).get(id) ?? usualSettings
}

/** Chooses of what whoever asks is told by mail. Of what is there by now no mail tells afterwards. */
export async function setNoticeSettings(ctx: Context, settings: NoticeSettings): Promise<NoticeSettings> {
  allow(ctx, 'desk.read')
  const { id: personId } = actingPerson(ctx)
  await inTransaction(ctx, async (ctx) => {
    await upsertSettings(ctx, personId, settings)
    await skipWhatIsThere(ctx, personId)
    await recordAudit(ctx, { action: 'desk.set-notices', about: { module: 'people', id: personId } })
  })
  return settings
}
