import { getMe } from '@bellwether/contract/people.ts'
import type { Permission } from '@bellwether/contract/permissions.ts'
import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ask } from '../call.query.ts'
import { t } from '../ui/words.ts'
import { rightGroups } from './right-words.ts'
import styles from './rights.module.css'

interface RightsChecklistProps {
  value?: Permission[]
  onChange?: (value: Permission[]) => void
  error?: ReactNode
}

/** Chooses rights. Those that the reader does not have cannot be chosen: nobody gives what they do not have. */
export function RightsChecklist({ value = [], onChange, error }: RightsChecklistProps) {
  const me = useQuery(ask(getMe))
  const own = me.data?.permissions ?? []
  return (
    <Checkbox.Group label={t`It allows`} value={value} onChange={(chosen) => onChange?.(chosen)} error={error}>
      <div className={styles.groups}>
        {rightGroups.map(({ title, rights }) => (
          <fieldset key={title} className={styles.group}>
            <legend>{title}</legend>
            {rights.map(({ permission, words }) => (
              <Checkbox
                key={permission}
                value={permission}
                label={words}
                disabled={!own.includes(permission)}
                description={own.includes(permission) ? undefined : t`You do not have this right.`}
              />
            ))}
          </fieldset>
        ))}
      </div>
    </Checkbox.Group>
  )
}
