import type { Page } from '@bellwether/contract/pager.ts'
import { Moment } from '../ui/clock.tsx'
import { Mark } from '../ui/mark.tsx'

export function PageState({ page }: { page: Page }) {
  if (page.state === 'open') {
    return (
      <Mark tone="danger" icon="bell">
        nobody answered yet
      </Mark>
    )
  }
  if (page.acknowledgedAt !== null) {
    return (
      <Mark tone="good" icon="check">
        acknowledged by {page.acknowledgedBy?.name ?? 'link'} <Moment at={page.acknowledgedAt} />
      </Mark>
    )
  }
  return <Mark>{page.state}</Mark>
}
