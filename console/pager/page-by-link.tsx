import {
  acknowledgePageByLink,
  escalatePageByLink,
  getPageByLink,
  type Page,
  seePageByLink,
} from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { tx } from '../ui/rich-words.tsx'
import { t, translated } from '../ui/words.ts'
import { PageLine } from './page-line.tsx'
import { EndButton, LinkActs } from './link-acts.tsx'
import { teamOf } from './page-team.ts'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Moment } from '../ui/clock.tsx'
import { Icon } from '../ui/icon.tsx'
import { LinkedText } from '../ui/linked-text.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import styles from './page-by-link.module.css'

const sightMs = 1000

/** A page as its signed link shows it: what it is about, and one big button. */
export function PageByLink({ token }: { token: string }) {
  // Without a session no live changes arrive, and a colleague with the same page may be faster.
  const page = useQuery({ ...ask(getPageByLink, { params: { token } }), refetchInterval: 5000 })
  useSight(token, page.isSuccess)
  useDocumentTitle(page.data === undefined ? t`Page · Bellwether` : `${translated(page.data.title)} · Bellwether`)
  return (
    <Loaded query={page} rows={8}>
      {(loaded) => <PageSheet page={loaded} token={token} />}
    </Loaded>
  )
}

/** Says once that somebody looks at it; whatever only fetches links runs no script for so long. */
function useSight(token: string, isShown: boolean): void {
  const see = useWrite(seePageByLink, { refreshes: [], showsProblem: true })
  const { mutate } = see
  useEffect(() => {
    if (!isShown) return undefined
    const timer = setTimeout(() => document.visibilityState === 'visible' && mutate({ params: { token } }), sightMs)
    return () => clearTimeout(timer)
  }, [isShown, mutate, token])
}

function PageSheet({ page, token }: { page: Page; token: string }) {
  const acknowledge = useWrite(acknowledgePageByLink, { refreshes: ['/api/pager/links'], showsProblem: true })
  return (
    <article className={styles.page}>
      <p className={styles.team}>
        <Icon name="bell" size={14} /> {teamOf(page)} · <Moment at={page.createdAt} />
      </p>
      <h1 className={styles.title}>{translated(page.title)}</h1>
      {page.state === 'open' ? (
        <>
          <Button
            className={styles.huge ?? ''}
            loading={acknowledge.isPending}
            onClick={() => acknowledge.mutate({ params: { token } })}
          >
            {t`Acknowledge`}
          </Button>
          {page.team !== null && <CannotButton token={token} />}
        </>
      ) : page.state === 'resolved' ? (
        <p className={styles.done} role="status">
          <Icon name="check" size={18} /> <span>{t`It has ended.`}</span>
        </p>
      ) : (
        <p className={styles.done} role="status">
          <Icon name="check" size={18} />
          <span>
            {tx`${page.acknowledgedBy?.name ?? t`Somebody`} acknowledged this page${
              page.acknowledgedAt !== null && <> {tx`at ${<Moment at={page.acknowledgedAt} />}`}</>
            }.`}
          </span>
        </p>
      )}
      {acknowledge.error !== null && <ProblemView error={acknowledge.error} />}
      <p className={styles.body}>
        <LinkedText text={translated(page.body)} />
      </p>
      <details className={styles.more} open={page.entries.some(({ kind }) => kind === 'note')}>
        <summary>{t`What happened`}</summary>
        <PageLine page={page} />
      </details>
      {page.state === 'acknowledged' && <EndButton token={token} />}
      <LinkActs page={page} token={token} />
    </article>
  )
}

/** For whoever is awake and cannot help: the next ones are woken at once. */
function CannotButton({ token }: { token: string }) {
  const escalate = useWrite(escalatePageByLink, { refreshes: ['/api/pager/links'], showsProblem: true })
  if (escalate.isSuccess) return <p role="status">{t`The next step rings. Thank you.`}</p>
  return (
    <>
      <Button variant="default" loading={escalate.isPending} onClick={() => escalate.mutate({ params: { token } })}>
        {t`I cannot: ring the next step`}
      </Button>
      {escalate.error !== null && <ProblemView error={escalate.error} />}
    </>
  )
}
