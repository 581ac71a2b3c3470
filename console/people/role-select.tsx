import { listRoles } from '@bellwether/contract/people.ts'
import { MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ask } from '../call.query.ts'
import { t } from '../ui/words.ts'

interface RoleSelectProps {
  value?: string[]
  onChange?: (slugs: string[]) => void
  error?: ReactNode
}

/** Chooses the roles of a person. */
export function RoleSelect(props: RoleSelectProps) {
  const roles = useQuery(ask(listRoles))
  return (
    <MultiSelect
      label={t`Roles`}
      searchable
      description={t`They may do what any of these allows.`}
      data={(roles.data?.items ?? []).map((role) => ({ value: role.slug, label: role.name }))}
      {...props}
    />
  )
}
