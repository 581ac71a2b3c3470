const place = 'bellwether.list'
const queue = '/desk'
const isList = (href: string): boolean => /^\/(?:desk|search|unread|drafts|teams\/|customers\/)/.test(href)

/** The list that this window showed last: whoever leaves a ticket goes back there. */
export function rememberList(href: string): void {
  try {
    if (isList(href)) sessionStorage.setItem(place, href)
  } catch {
    // Then they go back to the queue.
  }
}

/** Path and search of that list; those of the queue where there was none. */
export function lastList(): string {
  try {
    return sessionStorage.getItem(place) ?? queue
  } catch {
    return queue
  }
}
