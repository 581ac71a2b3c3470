import { listPages, type Page } from '@bellwether/contract/pager-pages.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { t } from '../ui/words.ts'
import { teamOf } from './page-team.ts'
import { ask } from '../call.query.ts'
import { Ago } from '../ui/clock.tsx'
import { plural } from '../ui/figures.ts'
import { NoticeBar } from '../ui/notice-bar.tsx'
import { useMay } from '../use-may.ts'
import { AboutLink } from './about-link.tsx'
import { AcknowledgeButton } from './acknowledge-button.tsx'
import styles from './pages-to-me.module.css'

const shownMax = 3

/** Pages that wait for whoever looks: on every screen of theirs, and in the title of the window. */
export function PagesToMe() {
  const me = useQuery(ask(getMe))
  const person = me.data?.person.id ?? ''
  const mayRead = useMay('pager.read')
  // Also asked for now and then: nobody may miss a page because a live change was missed.
  const pages = useQuery({
    ...ask(listPages, { query: { state: 'open', person, limit: shownMax + 1 } }),
    enabled: mayRead,
    refetchInterval: 30_000,
  })
  const open = pages.data?.items ?? []
  const isUrgent = open.some(({ urgency }) => urgency === 'high')
  useTitleMark(isUrgent)
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
            <Link to="/pages">{t`And more: all pages`}</Link>
          </li>
        )}
      </ul>
    </NoticeBar>
  )
}

function PageToMe({ page, more }: { page: Page; more: number }) {
  const others = new Set(page.notifications.map((one) => one.person.id)).size - 1
  return (
    <li className={styles.page}>
      <span className={styles.words}>
        <strong>{page.urgency === 'high' ? t`You are paged` : t`You are paged, and it can wait`}</strong>{' '}
        <Ago at={page.createdAt} />
        {more > 0 && (
          <Link to="/pages" className={styles.more}>
            +{more}
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

const mark = '(page) '

/** The window says it among others too. Whatever sets the title later is marked again. */
function useTitleMark(isPaged: boolean): void {
  useEffect(() => {
    if (!isPaged) return undefined
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
  }, [isPaged])
}
