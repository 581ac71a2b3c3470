import type { Context } from '../../platform/context.ts'
import { findSourcesOnPages } from './page-alerts.store.ts'

/** As the mail of a page has it, and as a gateway hides it in an address of its own. */
const pageLink = /(?:\/|%2f)pages(?:#|%23)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/gi
const linksMax = 200

/** For verbs: the sources that have an alert which is not over on one of the pages to which a text links. */
export async function findLinkedSources(ctx: Context, text: string): Promise<ReadonlySet<string>> {
  const pageIds = new Set(
    text
      .matchAll(pageLink)
      .take(linksMax)
      .map(([, id = '']) => id),
  )
  return findSourcesOnPages(ctx, [...pageIds])
}
