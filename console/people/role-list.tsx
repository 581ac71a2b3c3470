import { listRoles, type Role } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Mark } from '../ui/mark.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { RightsList } from './rights-list.tsx'
import { RoleDialog } from './role-dialog.tsx'

const namesShown = 6

function namesOf(people: Role['people']): string {
  if (people.length === 0) return t`nobody`
  const names = people.slice(0, namesShown).map((person) => person.name)
  const more = people.length - names.length
  return more === 0 ? names.join(', ') : t`${names.join(', ')} and ${more} more`
}

const columns: Column<Role>[] = [
  {
    head: t`Role`,
    cell: (role) => (
      <>
        <strong style={{ fontWeight: 540 }}>{role.name}</strong> {role.isBuiltIn && <Mark>{t`built-in`}</Mark>}
      </>
    ),
  },
  { head: t`Who has it`, cell: (role) => namesOf(role.people) },
  { head: t`It allows`, cell: (role) => <RightsList of={role.name} permissions={role.permissions} /> },
]

const change: Column<Role> = {
  head: t`Change`,
  cell: (role) => (role.isBuiltIn ? '–' : <RoleDialog given={role} />),
}

export function RoleList({ canEdit }: { canEdit: boolean }) {
  const roles = useQuery(ask(listRoles))
  return (
    <Sheet
      title={t`Roles`}
      about={t`A person may do what any of their roles allows. The built-in roles stay as they are.`}
      side={canEdit ? <RoleDialog given={null} /> : undefined}
    >
      <Loaded query={roles} rows={2}>
        {({ items }) => (
          <DataTable<Role>
            label={t`Roles`}
            isStackedWhenNarrow
            rows={items}
            keyOf={(role) => role.id}
            columns={canEdit ? [...columns, change] : columns}
          />
        )}
      </Loaded>
    </Sheet>
  )
}
