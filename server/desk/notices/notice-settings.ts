import type { NoticeSettings } from '@bellwether/contract/desk.ts'
import { badInput } from '@bellwether/contract/problem.ts'
import { said } from '@bellwether/contract/said.ts'
import { recordAudit } from '../../platform/audit/record-audit.ts'
import type { Context } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { namesInternalHost } from '../../platform/net/internal-addresses.ts'
import { allow } from '../../platform/permissions.ts'
import { Problem } from '../../platform/problem.ts'
import { actingPerson } from '../change-ticket.ts'
import { findSettings, type KeptSettings, upsertSettings } from './notice-settings.store.ts'
import { usualSettings } from './notice-time.rules.ts'
import { skipWhatIsThere } from './untold.store.ts'

interface ChosenSettings extends Omit<NoticeSettings, 'chat'> {
  /** undefined: as before. */
  readonly chatUrl?: string | null | undefined
}

/** Of what whoever asks is told, and where. */
export async function getNoticeSettings(ctx: Context): Promise<NoticeSettings> {
  allow(ctx, 'desk.read')
  return present(await settingsOf(ctx, actingPerson(ctx).id))
}

const settingsOf = async (ctx: Context, personId: string): Promise<KeptSettings> =>
  (await findSettings(ctx, personId)).get(personId) ?? usualSettings

const present = ({ chatUrl, ...settings }: KeptSettings): NoticeSettings => ({
  ...settings,
  chat: chatUrl === null ? null : new URL(chatUrl).host,
})

/** Chooses of what whoever asks is told, and where. Of what is there by now nobody tells them afterwards. */
export async function setNoticeSettings(ctx: Context, { chatUrl, ...chosen }: ChosenSettings): Promise<NoticeSettings> {
  allow(ctx, 'desk.read')
  const { id: personId } = actingPerson(ctx)
  refuseInternal(ctx, chatUrl ?? null)
  return inTransaction(ctx, async (ctx) => {
    const before = await settingsOf(ctx, personId)
    const settings = { ...chosen, chatUrl: chatUrl === undefined ? before.chatUrl : chatUrl }
    await upsertSettings(ctx, personId, settings)
    await skipWhatIsThere(ctx, personId)
    await recordAudit(ctx, { action: 'desk.set-notices', about: { module: 'people', id: personId } })
    return present(settings)
  })
}

function refuseInternal(ctx: Context, url: string | null): void {
  if (url === null || !namesInternalHost(url, ctx.openedNetworks)) return
  const detail = said`This address lies in an internal network. An operator can open it with WEBHOOK_NETWORKS.`
  throw new Problem(badInput, undefined, { errors: [{ pointer: '/chatUrl', detail }] })
}
