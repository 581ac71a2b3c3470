import { getPage, listPages, type Page } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { type ReactNode, useRef, useState } from 'react'
import { t, translated } from '../ui/words.ts'
import { teamOf } from './page-team.ts'
import { ask, askPages } from '../call.query.ts'
import { Ago } from '../ui/clock.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { LinkedText } from '../ui/linked-text.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { type RovingFocus, useRovingFocus } from '../ui/roving-focus.ts'
import { AboutLink } from './about-link.tsx'
import { useMe } from './use-me.ts'
import type { PageFilter } from './page-filter.tsx'
import { PageActs } from './page-acts.tsx'
import { PageLine } from './page-line.tsx'
import { PageState } from './page-state.tsx'
import { Notifications } from './page-trail.tsx'
import styles from './page-list.module.css'

interface PageListProps {
  filter: PageFilter
  empty: ReactNode
  /** What else can be done about a page, e.g. declare an incident. */
  actionsOf: (page: Page) => ReactNode
}

export function PageList({ filter, empty, actionsOf }: PageListProps) {
  const me = useMe()
  const { to, ...query } = filter
  const pages = useInfiniteQuery({
    ...askPages(listPages, { ...query, person: to && me, limit: 30 }),
    enabled: to === undefined || me !== undefined,
  })
  const rows = pages.data?.pages.flatMap((one) => one.items)
  const linkedId = useLinkedId()
  return (
    <Loaded query={{ ...pages, data: rows }} rows={8}>
      {(loaded) => (
        <>
          {loaded.length === 0 && empty}
          <Rows key={linkedId} loaded={loaded} linkedId={linkedId} actionsOf={actionsOf} />
          <MoreButton query={pages} />
        </>
      )}
    </Loaded>
  )
}

/** Each page with its keys; first the one that a link means, where it is so far down that it was not asked for yet. */
function Rows({
  loaded,
  linkedId,
  actionsOf,
}: Pick<PageListProps, 'actionsOf'> & { loaded: readonly Page[]; linkedId: string | undefined }) {
  const linked = useLinkedPage(loaded, linkedId)
  const pages = linked === undefined ? loaded : [linked, ...loaded]
  const focus = useRovingFocus(
    pages.map(({ id }) => id),
    (index) => window.location.assign(pages[index]?.about.url ?? '/pages'),
    linkedId,
  )
  return (
    <ol className={styles.list} aria-label={t`Pages, open ones first`}>
      {pages.map((page, index) => (
        <PageRow key={page.id} page={page} item={focus.itemProps(index)} actions={actionsOf(page)} />
      ))}
    </ol>
  )
}

/** Where it came from: opens what was sent last. */
function SentBy({ alert: { id, source } }: { alert: NonNullable<Page['alert']> }) {
  return (
    <Link
      to="/settings/$section"
      params={{ section: 'paging' }}
      search={{ source: source.id, alert: id }}
      title={t`What ${source.name} sent`}
    >
      {source.name}
    </Link>
  )
}

const isId = /^[0-9a-f-]{36}$/

/** Of the page that a link means, whose keys are on then. */
function useLinkedId(): string | undefined {
  const id = useRouterState({ select: ({ location }) => location.hash })
  return isId.test(id) ? id : undefined
}

function useLinkedPage(loaded: readonly Page[], id = ''): Page | undefined {
  const isMissing = id !== '' && !loaded.some((page) => page.id === id)
  const page = useQuery({ ...ask(getPage, { params: { id } }), enabled: isMissing, retry: false })
  return isMissing ? page.data : undefined
}

const showRow = (row: HTMLLIElement | null): void => row?.scrollIntoView({ block: 'center' })

const shownLetters = 400
const shownLines = 4

/** What is wrong, in words: enough of it to know, the rest by a click. */
function PageText({ page: { body } }: { page: Page }) {
  const [isWhole, setWhole] = useState(false)
  if (body === '') return null
  const text = translated(body)
  const isLong = text.length > shownLetters || text.split('\n', shownLines + 1).length > shownLines
  return (
    <div className={styles.text}>
      <p data-cut={(isLong && !isWhole) || undefined}>
        <LinkedText text={text} />
      </p>
      {isLong && (
        <Button size="compact-xs" variant="default" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t`Less` : t`All of it`}
        </Button>
      )}
    </div>
  )
}

interface PageRowProps {
  page: Page
  /** Among several that wait for somebody what happened to each is folded. */
  isFolded?: boolean
  /** Its place in a list that is walked through by keys. */
  item?: ReturnType<RovingFocus['itemProps']>
  actions?: ReactNode
}

/** A page, who was notified, and what may be done. */
export function PageRow({ page, isFolded = false, item, actions }: PageRowProps) {
  const isMeant = window.location.hash === `#${page.id}`
  const details = useRef<HTMLDetailsElement>(null)
  const unfold = (): void => void (details.current && (details.current.open = !details.current.open))
  const isCurrent = item && item['data-current'] === true
  return (
    // Rows come after the screen: whoever followed a link to one is brought there then.
    <li
      className={styles.page}
      id={page.id}
      ref={isMeant ? showRow : undefined}
      data-current={isCurrent || undefined}
      onFocus={item?.onFocus}
    >
      <p className={styles.head}>
        <PageState page={page} />
        <span>{teamOf(page)}</span>
        <Ago at={page.createdAt} />
        {page.alert && <SentBy alert={page.alert} />}
        {actions}
      </p>
      <h2 className={styles.title}>
        <AboutLink page={page} item={item} />
      </h2>
      <PageText page={page} />
      <details ref={details} className={styles.more} open={(page.state === 'open' && !isFolded) || isMeant}>
        <summary>{t`Whom it reached, and what happened`}</summary>
        <Notifications page={page} />
        <PageLine page={page} isBesideRings />
      </details>
      <PageActs page={page} isCurrent={isCurrent} unfold={unfold} />
    </li>
  )
}
