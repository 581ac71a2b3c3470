import type { Page } from '@bellwether/contract/pager-pages.ts'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { t } from '../ui/words.ts'
import { teamOf } from './page-team.ts'
import { Ago } from '../ui/clock.tsx'
import { plural } from '../ui/figures.ts'
import { NoticeBar } from '../ui/notice-bar.tsx'
import { AboutLink } from './about-link.tsx'
import { AcknowledgeButton } from './acknowledge-button.tsx'
import { countOfPages, usePagesToMe } from './use-pages-to-me.ts'
import styles from './pages-to-me.module.css'

const shownMax = 3

/** Pages that wait for whoever looks: on every screen of theirs, and in the title of the window. */
export function PagesToMe() {
  const open = usePagesToMe()
  const isUrgent = open.some(({ urgency }) => urgency === 'high')
  useTitleMark(isUrgent ? `(${countOfPages(open.length)}) ` : null)
  if (open.length === 0) return null
  const hasMore = open.length > shownMax
  return (
    <NoticeBar label={t`Pages to you`} isUrgent={isUrgent} icon="clock">
      <ul className={styles.pages}>
        {open.slice(0, shownMax).map((page) => (
          <PageToMe key={page.id} page={page} more={open.length - 1} />
        ))}
        {hasMore && (
          <li className={styles.rest}>
            <Link to="/pages" search={toMe}>{t`And ${countOfPages(open.length - shownMax)} more: all to you`}</Link>
          </li>
        )}
      </ul>
    </NoticeBar>
  )
}

/** The list of those that the bar has no room for. */
const toMe = { state: 'open', to: 'me' } as const

function PageToMe({ page, more }: { page: Page; more: number }) {
  const others = new Set(page.notifications.map((one) => one.person.id)).size - 1
  return (
    <li className={styles.page}>
      <span className={styles.words}>
        <strong>{page.urgency === 'high' ? t`You are paged` : t`You are paged, and it can wait`}</strong>{' '}
        <Ago at={page.createdAt} />
        {more > 0 && (
          <Link to="/pages" search={toMe} className={styles.more}>
            +{countOfPages(more)}
          </Link>
        )}
        : <AboutLink page={page} />{' '}
        <span className={styles.team}>
          {teamOf(page)}
          {others > 0 && t`, with ${plural(others, 'other person', 'other people')}`}
        </span>
      </span>
      <AcknowledgeButton page={page} />
    </li>
  )
}

/** The window says how many among others too. Whatever sets the title later is marked again. */
function useTitleMark(mark: string | null): void {
  useEffect(() => {
    if (mark === null) return undefined
    const put = (): void => {
      if (!document.title.startsWith(mark)) document.title = mark + document.title
    }
    put()
    const watcher = new MutationObserver(put)
    const title = document.querySelector('title')
    if (title !== null) watcher.observe(title, { childList: true })
    return () => {
      watcher.disconnect()
      document.title = document.title.replace(mark, '')
    }
  }, [mark])
}
