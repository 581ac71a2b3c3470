import * as contract from '@bellwether/contract/signals.ts'
import { handle, type HandledRoute } from '../platform/http/handle.ts'
import * as rules from './alert-rules/alert-rules.ts'
import { keepReplay, listReplays, replayAlertRule } from './alert-rules/replay-rule.ts'
import { getSignal, listSignals } from './list-signals.ts'

export const signalsRoutes: HandledRoute[] = [
  handle(contract.listSignals, ({ ctx, query }) => listSignals(ctx, query)),
  handle(contract.listAlertRules, async ({ ctx }) => ({ items: await rules.listAlertRules(ctx) })),
  handle(contract.addAlertRule, ({ ctx, body }) => rules.addAlertRule(ctx, body)),
  handle(contract.replayAlertRule, ({ ctx, body }) => replayAlertRule(ctx, body)),
  handle(contract.getAlertRule, ({ ctx, params }) => rules.getAlertRule(ctx, params.id)),
  handle(contract.changeAlertRule, ({ ctx, params, body }) => rules.changeAlertRule(ctx, params.id, body)),
  handle(contract.pauseAlertRule, ({ ctx, params, body }) => rules.pauseAlertRule(ctx, params.id, body)),
  handle(contract.removeAlertRule, async ({ ctx, params }) => {
    await rules.removeAlertRule(ctx, params.id)
    return { removed: true as const }
  }),
  handle(contract.listAlertRuleVersions, async ({ ctx, params }) => ({
    items: await rules.listAlertRuleVersions(ctx, params.id),
  })),
  handle(contract.keepReplay, ({ ctx, params, body }) => keepReplay(ctx, params.id, body)),
  handle(contract.listReplays, async ({ ctx, params }) => ({ items: await listReplays(ctx, params.id) })),
  handle(contract.getSignal, ({ ctx, params }) => getSignal(ctx, params.id)),
]
