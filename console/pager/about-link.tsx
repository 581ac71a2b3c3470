import type { Page } from '@bellwether/contract/pager.ts'
import { translated } from '../ui/words.ts'

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url)

/** Opens what a page is about. */
export function AboutLink({ page }: { page: Page }) {
  return <a href={pathOf(page.about.url)}>{translated(page.title)}</a>
}
