/* Shows pages that are pushed to this browser, also while no screen is open. It keeps nothing and fetches nothing. */
self.addEventListener('push', (event) => {
  const page = event.data?.json() ?? {}
  event.waitUntil(
    self.registration.showNotification(page.title ?? 'Bellwether', {
      body: page.body ?? '',
      tag: page.tag ?? 'page',
      renotify: true,
      requireInteraction: true,
      data: { url: page.url },
      // A click leads to the page, where one button acknowledges: a notification that is touched by chance does not.
      actions: [{ action: 'open', title: page.acknowledge ?? 'Acknowledge' }],
    }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const { url } = event.notification.data ?? {}
  if (url) event.waitUntil(self.clients.openWindow(url))
})
