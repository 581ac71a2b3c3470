import { listPeople, type Person } from '@bellwether/contract/people.ts'
import { Button, Group, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askPages } from '../call.query.ts'
import { DataTable } from '../ui/data-table.tsx'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Mark } from '../ui/mark.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { NewPersonDialog } from './new-person-dialog.tsx'
import { PersonDialog } from './person-dialog.tsx'

export function PeopleList({ canEdit }: { canEdit: boolean }) {
  const [search, setSearch] = useState('')
  const [asked] = useDebouncedValue(search.trim(), 250)
  const people = useInfiniteQuery({
    ...askPages(listPeople, { search: asked === '' ? undefined : asked }),
    placeholderData: keepPreviousData,
  })
  const rows = people.data?.pages.flatMap((page) => page.items)
  const [chosen, setChosen] = useState<Person | null>(null)
  return (
    <Sheet
      title={t`People`}
      about={t`Everyone in the company can be here: there is no cheaper kind of seat. What they may do, their roles say.`}
      side={canEdit ? <NewPersonDialog /> : undefined}
    >
      <TextInput
        aria-label={t`Find a person`}
        placeholder={t`Find a person by name or address`}
        leftSection={<Icon name="search" size={14} />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        maw={320}
        mb={8}
      />
      <Loaded query={{ ...people, data: rows }}>
        {(items) =>
          items.length === 0 ? (
            <p>{t`Nobody on staff has “${asked}” in their name or address.`}</p>
          ) : (
            <DataTable<Person>
              label={t`People`}
              isStackedWhenNarrow
              rows={items}
              keyOf={(person) => person.id}
              columns={[
                { head: t`Name`, cell: (person) => <strong style={{ fontWeight: 540 }}>{person.name}</strong> },
                { head: t`E-mail`, cell: (person) => person.email },
                { head: t`Teams`, cell: (person) => person.teams.map((team) => team.name).join(', ') || '–' },
                { head: t`Time zone`, cell: (person) => person.timeZone },
                {
                  head: t`Roles`,
                  cell: (person) => (
                    <Group gap={4}>
                      {person.roles.map(({ id, slug, name }) => (
                        <Mark key={id} tone={slug === 'administrator' ? 'accent' : 'plain'} isSentence>
                          {name}
                        </Mark>
                      ))}
                    </Group>
                  ),
                },
                ...(canEdit
                  ? [
                      {
                        head: t`Change`,
                        cell: (person: Person) => (
                          <Button
                            size="compact-xs"
                            variant="default"
                            aria-label={t`Change ${person.name}`}
                            onClick={() => setChosen(person)}
                          >
                            {t`Change`}
                          </Button>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          )
        }
      </Loaded>
      <MoreButton query={people} />
      {chosen !== null && <PersonDialog person={chosen} onClose={() => setChosen(null)} />}
    </Sheet>
  )
}
