import { getPage, sendTestPage } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Ago } from '../ui/clock.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import { PageState } from './page-state.tsx'
import { Notifications } from './page-trail.tsx'
import styles from './test-page.module.css'

interface TestPageProps {
  personId: string
  /** Of somebody else than the reader. */
  name?: string
  earlier: string | null
}

/** Pages somebody as a test, and shows by which way it arrived. It is acknowledged like any page. */
export function TestPage({ personId, name, earlier }: TestPageProps) {
  const send = useWrite(sendTestPage, { refreshes: ['/api/pager', '/api/installation/first-steps'] })
  const shown = send.data?.id ?? earlier
  return (
    <div className={styles.test}>
      <Button
        size="xs"
        variant="default"
        loading={send.isPending}
        onClick={() => send.mutate({ params: { id: personId } })}
      >
        {name === undefined ? t`Page me as a test` : t`Page ${name} as a test`}
      </Button>
      {shown !== null && <Trail pageId={shown} />}
    </div>
  )
}

function Trail({ pageId }: { pageId: string }) {
  // Whether its mail left is announced to those who look at mail.
  const page = useQuery({ ...ask(getPage, { params: { id: pageId } }), refetchInterval: 3000 })
  if (page.data === undefined) return null
  return (
    <>
      <p className={styles.state}>
        <span>{tx`The test of ${<Ago at={page.data.createdAt} />}`}</span>
        <PageState page={page.data} />
      </p>
      <Notifications page={page.data} />
    </>
  )
}
