import type { Alert } from '@bellwether/contract/pager.ts'
import { t } from '../../ui/words.ts'

/** How an alert stands, or why it pages nobody. */
export function alertState({ state, kept, pageId }: Pick<Alert, 'state' | 'kept' | 'pageId'>): string {
  if (state === 'resolved') return t`over`
  if (kept === 'maintenance') return t`in maintenance: pages at its end`
  if (kept === 'paused' && pageId === null) return t`kept while paused: pages once resumed`
  if (kept === 'quiet') return t`pages nobody, by a rule`
  if (pageId === null) return t`only informs`
  return state === 'acknowledged' ? t`somebody has it` : t`open`
}
