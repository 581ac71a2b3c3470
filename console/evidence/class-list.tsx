import type { ErrorClassItem, listErrorClasses } from '@bellwether/contract/evidence.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { Button, Tooltip } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Ago, Moment } from '../ui/clock.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { countOf, plural } from '../ui/figures.ts'
import { KeyCaps } from '../ui/key-caps.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { tx } from '../ui/rich-words.tsx'
import { useRovingFocus, type RovingFocus } from '../ui/roving-focus.ts'
import { t } from '../ui/words.ts'
import { TemplateText } from './template-text.tsx'
import type { WherePart } from './where.ts'
import styles from './class-list.module.css'

export interface ExplanationSearch {
  from: string
  to: string
  ticket?: string | undefined
}

interface ClassListProps {
  query: UseQueryResult<AnswerOf<typeof listErrorClasses>>
  /** Those that are more frequent than before. */
  unusual: ReadonlySet<string>
  /** The others are known to be usual. */
  isJudged: boolean
  explanation: ExplanationSearch
  onCurrent: (id: string) => void
  onFilter: (part: WherePart) => void
  /** When the evidence begins; null where nobody knows. */
  historySince: string | null
  /** How many events fit the filter; undefined where nobody knows. */
  events: number | undefined
}

/** Good news is only said of traffic that was seen. */
function NoErrors({ events }: { events: number | undefined }) {
  if (events !== undefined && events > 0)
    return (
      <EmptyState icon="check" title={t`No errors here`}>
        {t`None of ${plural(events, 'event')} has an error message.`}
      </EmptyState>
    )
  return (
    <EmptyState icon="search" title={t`No error found`}>
      {t`${events === 0 ? `${t`No event fits either:`} ` : `${t`Nothing in this time fits these filters:`} `}widen the time, or take a filter away.`}
    </EmptyState>
  )
}

/** Error messages without their parameters, the most frequent first; what came as often before is folded. */
export function ClassList({ query, events, unusual, isJudged, ...rest }: ClassListProps) {
  return (
    <Loaded query={query}>
      {({ items }) => {
        if (items.length === 0) return <NoErrors events={events} />
        const [rare, usual] = parted(items, unusual)
        if (!isJudged) return <Rows label={t`Errors`} items={[...rare, ...usual]} {...rest} />
        return (
          <>
            {rare.length > 0 && <Rows label={t`Unusual errors`} items={rare} {...rest} />}
            {usual.length > 0 && (
              <details className={styles.usual}>
                <summary>{plural(usual.length, 'usual error')}</summary>
                <Rows label={t`Usual errors`} items={usual} {...rest} />
              </details>
            )}
          </>
        )
      }}
    </Loaded>
  )
}

/** The unusual ones, and the others. */
function parted(items: readonly ErrorClassItem[], unusual: ReadonlySet<string>): [ErrorClassItem[], ErrorClassItem[]] {
  return [items.filter(({ id }) => unusual.has(id)), items.filter(({ id }) => !unusual.has(id))]
}

function Rows({
  label,
  items,
  explanation,
  historySince,
  onCurrent,
  onFilter,
}: Omit<ClassListProps, 'query' | 'events' | 'unusual' | 'isJudged'> & {
  label: string
  items: readonly ErrorClassItem[]
}) {
  const navigate = useNavigate()
  const open = (index: number): void => {
    const id = items[index]?.id
    if (id !== undefined) void navigate({ to: '/evidence/classes/$id', params: { id }, search: explanation })
  }
  const focus = useRovingFocus(
    items.map(({ id }) => id),
    open,
  )
  return (
    <ol className={styles.list} aria-label={label}>
      {items.map((item, index) => (
        <ClassRow
          key={item.id}
          item={item}
          focus={focus.itemProps(index)}
          explanation={explanation}
          historySince={historySince}
          onCurrent={() => onCurrent(item.id)}
          onFilter={onFilter}
        />
      ))}
    </ol>
  )
}

interface ClassRowProps {
  item: ErrorClassItem
  historySince: string | null
  focus: ReturnType<RovingFocus['itemProps']>
  explanation: ExplanationSearch
  onCurrent: () => void
  onFilter: (part: WherePart) => void
}

/** Within so many minutes of the beginning of all evidence nobody knows whether it was there before. */
const unknownMs = 10 * 60_000

function FirstSeen({ at, historySince }: { at: string; historySince: string | null }) {
  const isOld = historySince !== null && Date.parse(at) - Date.parse(historySince) < unknownMs
  return (
    <span>
      {isOld ? t`seen before` : t`first for anybody`} <Moment at={at} />
    </span>
  )
}

function ClassRow({ item, focus, explanation, historySince, onCurrent, onFilter }: ClassRowProps) {
  const whoElse = { to: '/evidence/classes/$id', params: { id: item.id }, search: explanation } as const
  return (
    <li className={styles.row} onFocus={onCurrent}>
      <div className={styles.words}>
        <Link {...whoElse} {...focus} className={styles.template} title={item.example}>
          <TemplateText template={item.template} />
        </Link>
        <p className={styles.facts}>
          <span>{plural(item.customers, 'customer')}</span>
          <FirstSeen at={item.firstSeenAt} historySince={historySince} />
          <span>{tx`last ${<Ago at={item.lastSeenAt} />}`}</span>
          <button type="button" onClick={() => onFilter({ attribute: 'class', operator: '=', value: item.id })}>
            {t`Only this`}
          </button>
        </p>
      </div>
      <p className={styles.count}>
        {countOf(item.errors)}
        <span className="visually-hidden"> {t`errors`}</span>
      </p>
      <Tooltip label={<KeyCaps keys="w" />}>
        <Button size="xs" variant="light" renderRoot={(props) => <Link {...whoElse} {...props} />}>
          {t`Who else?`}
        </Button>
      </Tooltip>
    </li>
  )
}
