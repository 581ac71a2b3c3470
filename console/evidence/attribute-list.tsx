import { listAttributeValues } from '@bellwether/contract/evidence.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { countOf, percentOf, shortCountOf } from '../ui/figures.ts'
import { Loaded } from '../ui/loaded.tsx'
import { tx } from '../ui/rich-words.tsx'
import { useRovingFocus, type RovingFocus } from '../ui/roving-focus.ts'
import { t } from '../ui/words.ts'
import type { EvidenceFilter } from './evidence-filter.ts'
import type { WherePart } from './where.ts'
import styles from './attribute-list.module.css'

interface AttributeListProps {
  filter: EvidenceFilter
  onFilter: (part: WherePart) => void
}

/** The most frequent values of each attribute; choosing one filters by it. Classes have a list of their own. */
export function AttributeList({ filter, onFilter }: AttributeListProps) {
  const found = useQuery({ ...ask(listAttributeValues, { query: filter }), placeholderData: keepPreviousData })
  return (
    <Loaded query={found} rows={10}>
      {({ attributes, countedEvery }) =>
        attributes.length === 0 ? (
          <EmptyState icon="evidence" title={t`No attributes here`}>
            {t`Nothing in this time with these filters.`}
          </EmptyState>
        ) : (
          <Facets
            facets={attributes.filter(({ attribute }) => attribute !== 'class')}
            countedEvery={countedEvery}
            onFilter={onFilter}
          />
        )
      }
    </Loaded>
  )
}

type Facet = AnswerOf<typeof listAttributeValues>['attributes'][number]

interface FacetsProps {
  facets: readonly Facet[]
  countedEvery: number
  onFilter: AttributeListProps['onFilter']
}

function Facets({ facets, countedEvery, onFilter }: FacetsProps) {
  const all = facets.flatMap(({ attribute, values }) => values.map(({ value }) => ({ attribute, value })))
  const focus = useRovingFocus(
    all.map(({ attribute, value }) => `${attribute}=${value}`),
    (index) => {
      const chosen = all[index]
      if (chosen !== undefined) onFilter({ ...chosen, operator: '=' })
    },
  )
  const indexOf = (attribute: string, value: string): number =>
    all.findIndex((one) => one.attribute === attribute && one.value === value)
  return (
    <div className={styles.facets}>
      <p className={styles.about}>
        {tx`Choose a value to see only it, or ≠ to leave it out.${countedEvery > 1 && ` ${t`Estimated from one event in ${countedEvery}; filter further to count them all.`}`}`}
      </p>
      {facets.map(({ attribute, values }) => (
        <section key={attribute} aria-label={attribute}>
          <h3 className={styles.attribute}>{attribute}</h3>
          <ul>
            {values.map((value) => (
              <ValueRow
                key={value.value}
                value={value}
                item={focus.itemProps(indexOf(attribute, value.value))}
                most={Math.max(1, ...values.map((one) => one.events))}
                onFilter={(operator) => onFilter({ attribute, operator, value: value.value })}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

interface ValueRowProps {
  value: Facet['values'][number]
  item: ReturnType<RovingFocus['itemProps']>
  most: number
  onFilter: (operator: '=' | '!=') => void
}

function ValueRow({ value, item, most, onFilter }: ValueRowProps) {
  const share = value.events === 0 ? 0 : value.errors / value.events
  return (
    <li className={styles.value}>
      <button
        {...item}
        type="button"
        className={styles.choose}
        title={t`${countOf(value.events)} events, ${countOf(value.errors)} errors (${percentOf(share)})`}
        onClick={(click) => onFilter(click.altKey ? '!=' : '=')}
      >
        <span className={styles.bar} style={{ width: `${(value.events / most) * 100}%` }} aria-hidden="true" />
        <span className={styles.name}>{value.value === '' ? t`(empty)` : value.value}</span>
        <span className={styles.count}>{shortCountOf(value.events)}</span>
        <span className={styles.errors} data-some={value.errors > 0 || undefined}>
          {shortCountOf(value.errors)}
          <span className="visually-hidden"> {t`errors`}</span>
        </span>
      </button>
      <button
        type="button"
        className={styles.exclude}
        tabIndex={item.tabIndex}
        aria-label={t`Leave out ${value.value}`}
        onClick={() => onFilter('!=')}
      >
        ≠
      </button>
    </li>
  )
}
