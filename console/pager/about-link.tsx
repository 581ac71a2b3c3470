import type { Page } from '@bellwether/contract/pager.ts'
import type { RovingFocus } from '../ui/roving-focus.ts'
import { translated } from '../ui/words.ts'

interface AboutLinkProps {
  page: Page
  item?: ReturnType<RovingFocus['itemProps']> | undefined
}

/** Opens what a page is about. */
export function AboutLink({ page, item }: AboutLinkProps) {
  return (
    <a {...item} href={page.about.url}>
      {translated(page.title)}
    </a>
  )
}
