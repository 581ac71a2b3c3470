import { Permission } from '@bellwether/contract/permissions.ts'
import { Icon } from '../ui/icon.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import { rightGroups } from './right-words.ts'
import styles from './rights.module.css'

/** What a role allows: how much, and when it is opened each right in words. */
export function RightsList({ of, permissions }: { of: string; permissions: readonly Permission[] }) {
  const groups = rightGroups
    .map(({ title, rights }) => ({ title, rights: rights.filter((right) => permissions.includes(right.permission)) }))
    .filter(({ rights }) => rights.length > 0)
  return (
    <details className={styles.details}>
      <summary>
        {tx`${permissions.length} of ${Permission.options.length} rights${(
          <span className="visually-hidden"> {t`of ${of}`}</span>
        )}`}
      </summary>
      <dl className={styles.groups}>
        {groups.map(({ title, rights }) => (
          <div key={title}>
            <dt>{title}</dt>
            {rights.map(({ permission, words }) => (
              <dd key={permission} className={styles.right}>
                <Icon name="check" size={12} />
                {words}
              </dd>
            ))}
          </div>
        ))}
      </dl>
    </details>
  )
}
