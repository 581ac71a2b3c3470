import { listPeople, reactivatePerson, type Person } from '@bellwether/contract/people.ts'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { askPages } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Moment } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'

/** Those who left; nothing where nobody did. */
export function FormerPeople() {
  const former = useInfiniteQuery(askPages(listPeople, { former: 'true' }))
  const reactivate = useWrite(reactivatePerson, { refreshes: ['/api/people'] })
  const rows = former.data?.pages.flatMap((page) => page.items) ?? []
  if (rows.length === 0) return null
  return (
    <Sheet title={t`People who left`} about={t`They cannot sign in. What they wrote stays under their name.`}>
      <DataTable<Person>
        label={t`People who left`}
        isStackedWhenNarrow
        rows={rows}
        keyOf={(person) => person.id}
        columns={[
          { head: t`Name`, cell: (person) => person.name },
          { head: t`E-mail`, cell: (person) => person.email },
          { head: t`Roles`, cell: (person) => person.roles.map((role) => role.name).join(', ') },
          {
            head: t`Left`,
            cell: (person) => (person.deactivatedAt === null ? '–' : <Moment at={person.deactivatedAt} as="day" />),
          },
          {
            head: t`Back again`,
            cell: (person) => (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t`Let ${person.name} in again`}
                onClick={() => reactivate.mutate({ params: { id: person.id } })}
              >
                {t`Let in again`}
              </Button>
            ),
          },
        ]}
      />
      <MoreButton query={former} />
    </Sheet>
  )
}
