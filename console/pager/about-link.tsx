import type { Page } from '@bellwether/contract/pager.ts'
import { translated } from '../ui/words.ts'

const pathOf = (url: string): string => {
  if (!URL.canParse(url)) return url
  const { pathname, hash } = new URL(url)
  return pathname + hash
}

/** Opens what a page is about. */
export function AboutLink({ page }: { page: Page }) {
  return <a href={pathOf(page.about.url)}>{translated(page.title)}</a>
}
