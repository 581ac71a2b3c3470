import { endMySession, listMySessions, type Session } from '@bellwether/contract/people.ts'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { askPages } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Ago, Moment } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Mark } from '../ui/mark.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { browserName } from './browser-name.ts'

/** Where the reader is signed in. */
export function SessionList() {
  const sessions = useInfiniteQuery(askPages(listMySessions, {}))
  const rows = sessions.data?.pages.flatMap((page) => page.items)
  const end = useWrite(endMySession, { refreshes: ['/api/people/session'] })
  return (
    <Sheet title={t`Where you are signed in`} about={t`Sign out of what you do not know, then change your password.`}>
      <Loaded query={{ ...sessions, data: rows }} rows={2}>
        {(items) => (
          <DataTable<Session>
            label={t`Your sessions`}
            isStackedWhenNarrow
            rows={items}
            keyOf={(session) => session.id}
            columns={[
              {
                head: t`Browser`,
                cell: (session) => <span title={session.userAgent}>{browserName(session.userAgent)}</span>,
              },
              { head: t`Signed in`, cell: (session) => <Moment at={session.createdAt} as="day" /> },
              {
                head: t`Last used`,
                cell: (session) => (session.lastUsedAt === null ? t`unknown` : <Ago at={session.lastUsedAt} isReal />),
              },
              {
                head: t`Sign out`,
                cell: (session) =>
                  session.isCurrent ? (
                    <Mark tone="good">{t`this one`}</Mark>
                  ) : (
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-label={t`Sign out of ${browserName(session.userAgent)}`}
                      onClick={() => end.mutate({ params: { id: session.id } })}
                    >
                      {t`Sign out`}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Loaded>
      <MoreButton query={sessions} />
    </Sheet>
  )
}
