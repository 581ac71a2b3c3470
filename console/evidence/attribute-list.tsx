import { listAttributeValues } from '@bellwether/contract/evidence.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { countOf, percentOf, shortCountOf } from '../ui/figures.ts'
import { Loaded } from '../ui/loaded.tsx'
import type { EvidenceFilter } from './evidence-filter.ts'
import type { WherePart } from './where.ts'
import styles from './attribute-list.module.css'

interface AttributeValue {
  value: string
  requests: number
  errors: number
}

interface AttributeListProps {
  filter: EvidenceFilter
  onFilter: (part: WherePart) => void
}

/** The most frequent values of each attribute; a click filters by one. */
export function AttributeList({ filter, onFilter }: AttributeListProps) {
  const found = useQuery({ ...ask(listAttributeValues, { query: filter }), placeholderData: keepPreviousData })
  return (
    <Loaded query={found} rows={10}>
      {({ attributes }) =>
        attributes.length === 0 ? (
          <EmptyState icon="evidence" title="No attributes here">
            Nothing in this time with these filters.
          </EmptyState>
        ) : (
          <div className={styles.facets}>
            <p className={styles.about}>Click a value to see only it; Alt and click, or ≠, to leave it out.</p>
            {attributes.map(({ attribute, values }) => (
              <section key={attribute} aria-label={attribute}>
                <h3 className={styles.attribute}>{attribute}</h3>
                <ul>
                  {values.map((value) => (
                    <ValueRow
                      key={value.value}
                      value={value}
                      most={Math.max(1, ...values.map((one) => one.requests))}
                      onFilter={(operator) => onFilter({ attribute, operator, value: value.value })}
                    />
                  ))}
                </ul>
              </section>
            ))}
          </div>
        )
      }
    </Loaded>
  )
}

interface ValueRowProps {
  value: AttributeValue
  most: number
  onFilter: (operator: '=' | '!=') => void
}

function ValueRow({ value, most, onFilter }: ValueRowProps) {
  const share = value.requests === 0 ? 0 : value.errors / value.requests
  return (
    <li className={styles.value}>
      <button
        type="button"
        className={styles.choose}
        title={`${countOf(value.requests)} requests, ${countOf(value.errors)} errors (${percentOf(share)})`}
        onClick={(click) => onFilter(click.altKey ? '!=' : '=')}
      >
        <span className={styles.bar} style={{ width: `${(value.requests / most) * 100}%` }} aria-hidden="true" />
        <span className={styles.name}>{value.value === '' ? '(empty)' : value.value}</span>
        <span className={styles.count}>{shortCountOf(value.requests)}</span>
        <span className={styles.errors} data-some={value.errors > 0 || undefined}>
          {shortCountOf(value.errors)}
          <span className="visually-hidden"> errors</span>
        </span>
      </button>
      <button
        type="button"
        className={styles.exclude}
        aria-label={`Leave out ${value.value}`}
        onClick={() => onFilter('!=')}
      >
        ≠
      </button>
    </li>
  )
}
