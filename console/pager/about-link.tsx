import type { Page } from '@bellwether/contract/pager.ts'
import { translated } from '../ui/words.ts'

/** Opens what a page is about. */
export function AboutLink({ page }: { page: Page }) {
  return <a href={page.about.url}>{translated(page.title)}</a>
}
