import type { MethodKind } from '@bellwether/contract/pager-pages.ts'
import { t } from '../../ui/words.ts'

/** What a way of being paged is called. */
export function methodName(kind: MethodKind): string {
  const names: Record<MethodKind, () => string> = {
    mail: () => t`mail`,
    webhook: () => t`webhook`,
    slack: () => t`Slack`,
    ntfy: () => t`ntfy`,
    push: () => t`browser`,
    sms: () => t`text message`,
    voice: () => t`call`,
    irc: () => t`IRC`,
  }
  return names[kind]()
}

/** Whether no phone rings. */
export const isByMailAlone = ({ reachedBy }: { reachedBy: readonly MethodKind[] }): boolean =>
  reachedBy.every((kind) => kind === 'mail')
