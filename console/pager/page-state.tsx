import type { Page } from '@bellwether/contract/pager.ts'
import { Moment } from '../ui/clock.tsx'
import { Mark } from '../ui/mark.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'

export function PageState({ page }: { page: Page }) {
  if (page.state === 'open' && page.exhaustedAt !== null) {
    return (
      <Mark tone="danger" icon="warning">
        {t`everything was tried, nobody answered`}
      </Mark>
    )
  }
  if (page.state === 'open' && page.urgency === 'low')
    return <Mark icon="clock">{t`can wait, nobody answered yet`}</Mark>
  if (page.state === 'open') {
    return (
      <Mark tone="danger" icon="bell">
        {t`nobody answered yet`}
      </Mark>
    )
  }
  const by = page.acknowledgedBy?.name ?? t`link`
  if (page.state === 'acknowledged' && page.acknowledgedAt !== null)
    return (
      <Mark tone="good" icon="check" isSentence>
        {page.acknowledgedUntil === null
          ? tx`acknowledged by ${by} ${<Moment at={page.acknowledgedAt} />}`
          : tx`acknowledged by ${by}, rings again ${<Moment at={page.acknowledgedUntil} />}`}
      </Mark>
    )
  return <Mark isSentence>{page.acknowledgedAt === null ? t`ended` : t`ended, acknowledged by ${by}`}</Mark>
}
