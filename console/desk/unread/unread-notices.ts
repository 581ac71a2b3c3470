import { useDocumentVisibility, useLocalStorage } from '@mantine/hooks'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { unreadWords } from './unread-words.ts'
import { useUnread } from './use-unread.ts'

/** Whether this browser tells the reader what comes while they look elsewhere; remembered on this device. */
export const useNoticesSetting = () =>
  useLocalStorage({ key: 'bellwether.notices', defaultValue: false, getInitialValueInEffect: false })

/** What the browser lets us do; `unknown` where it knows no notices. */
export const noticesAllowed = (): NotificationPermission | 'unknown' =>
  'Notification' in globalThis ? Notification.permission : 'unknown'

/** While the reader looks elsewhere the browser says what others write on their tickets: who and where, and nothing of what. */
export function useUnreadNotices(): void {
  const [isOn] = useNoticesSetting()
  const isHidden = useDocumentVisibility() === 'hidden'
  const unread = useUnread()
  const navigate = useNavigate()
  const told = useRef(new Map<string, string>())
  useEffect(() => {
    const isTelling = isOn && isHidden && noticesAllowed() === 'granted'
    for (const one of unread) {
      const { id, number, subject } = one.ticket
      if (told.current.get(id) === one.newest.at) continue
      told.current.set(id, one.newest.at)
      if (!isTelling) continue
      // One for each ticket: the newer takes the place of the older.
      const notice = new Notification(`#${number} ${subject}`, { body: unreadWords(one), tag: `bellwether-${id}` })
      notice.addEventListener('click', () => {
        window.focus()
        void navigate({ to: '/tickets/$number', params: { number: String(number) }, hash: `entry-${one.firstId}` })
        notice.close()
      })
    }
  }, [unread, isOn, isHidden, navigate])
}
