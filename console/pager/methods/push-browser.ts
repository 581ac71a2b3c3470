import type { NewContactMethod } from '@bellwether/contract/pager-methods.ts'
import { t } from '../../ui/words.ts'

const workerPath = '/push-worker.js'

/** Whether this browser can be pushed to at all; it can only where the console is reached by https. */
export const canBePushed = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window

/** Asks its owner, and the push service of this browser, for a subscription. Throws what to do where there is none. */
export async function subscribeBrowser(key: string): Promise<NewContactMethod> {
  if ((await Notification.requestPermission()) !== 'granted')
    throw new Error(
      t`This browser may not show notifications of this page: allow them in its settings, then try again.`,
    )
  const worker = await navigator.serviceWorker.register(workerPath)
  await navigator.serviceWorker.ready
  const subscription = await worker.pushManager
    .subscribe({ userVisibleOnly: true, applicationServerKey: key })
    .catch(() => {
      throw new Error(t`The push service of this browser does not answer. Try again, or choose another way.`)
    })
  const { endpoint, keys } = subscription.toJSON()
  return {
    kind: 'push',
    address: endpoint ?? '',
    p256dh: keys?.['p256dh'] ?? '',
    auth: keys?.['auth'] ?? '',
    device: browserName(),
  }
}

/** By which its owner knows it: what it is and on what it runs. */
function browserName(): string {
  const { userAgent } = navigator
  const browser = ['Firefox', 'Edg', 'OPR', 'Chrome', 'Safari'].find((name) => userAgent.includes(name)) ?? 'Browser'
  const system = ['Android', 'iPhone', 'iPad', 'Windows', 'Mac OS', 'Linux'].find((name) => userAgent.includes(name))
  const shown: Record<string, string> = { Edg: 'Edge', OPR: 'Opera' }
  return system === undefined ? browser : t`${shown[browser] ?? browser} on ${system}`
}
