import type { Context } from '../platform/context.ts'
import { hasOpenAlerts } from './alerts/page-alerts.store.ts'
import { countWithPage } from './heartbeats/heartbeat.store.ts'

/** For verbs: whether anything that a page was opened for, or took in, is not over: then it does not end by itself. */
export const isNeeded = async (ctx: Context, pageId: string): Promise<boolean> =>
  (await hasOpenAlerts(ctx, pageId)) || (await countWithPage(ctx, pageId)) > 0
