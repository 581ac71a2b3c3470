import { listSignals, type Signal } from '@bellwether/contract/signals.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { askPages } from '../call.query.ts'
import { Ago, Moment } from '../ui/clock.tsx'
import { plural } from '../ui/figures.ts'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Mark } from '../ui/mark.tsx'
import { tx } from '../ui/rich-words.tsx'
import { useRovingFocus, type RovingFocus } from '../ui/roving-focus.ts'
import { versionedName } from '../ui/versioned-name.ts'
import { MoreButton } from '../ui/more-button.tsx'
import { t } from '../ui/words.ts'
import { RuleSignalRow } from './rule-signal-row.tsx'
import { SignalText } from './signal-text.tsx'
import { spanOf } from './signal-span.ts'
import styles from './signal-list.module.css'

interface SignalListProps {
  /** true: only those that have not recovered. */
  open: boolean
  empty: ReactNode
  /** What can be done about a signal, e.g. draft a report. */
  actionsOf: (signal: Signal) => ReactNode
}

export function SignalList({ open, empty, actionsOf }: SignalListProps) {
  const signals = useInfiniteQuery(askPages(listSignals, { ...(open ? { open: true } : {}), limit: 50 }))
  const rows = signals.data?.pages.flatMap((page) => page.items)
  return (
    <Loaded query={{ ...signals, data: rows }} rows={8}>
      {(loaded) => (
        <>
          {loaded.length === 0 ? empty : <Rows signals={loaded} actionsOf={actionsOf} />}
          <MoreButton query={signals} />
        </>
      )}
    </Loaded>
  )
}

function Rows({ signals, actionsOf }: { signals: readonly Signal[]; actionsOf: SignalListProps['actionsOf'] }) {
  const navigate = useNavigate()
  const focus = useRovingFocus(
    signals.map(({ id }) => id),
    (index) => {
      const signal = signals[index]
      if (signal?.rule) return void navigate({ to: '/signals/rules/$id', params: { id: signal.rule.id } })
      if (!signal?.class) return
      void navigate({
        to: '/evidence/classes/$id',
        params: { id: signal.class.id },
        search: { ...spanOf(signal), signal: signal.id },
      })
    },
  )
  return (
    <ol className={styles.list} aria-label={t`Signals`}>
      {signals.map((signal, index) => (
        <li key={signal.id} className={styles.signal} data-open={signal.recoveredAt === null || undefined}>
          <SignalRow signal={signal} item={focus.itemProps(index)} />
          <div className={styles.actions}>{actionsOf(signal)}</div>
        </li>
      ))}
    </ol>
  )
}

function SignalRow({ signal, item }: { signal: Signal; item: ReturnType<RovingFocus['itemProps']> }) {
  return (
    <div className={styles.words}>
      <p className={styles.marks}>
        <LevelMark signal={signal} />
        <span>{tx`found ${<Ago at={signal.detectedAt} />}`}</span>
        {signal.recoveredAt !== null && (
          <Mark tone="good" icon="check">
            {tx`recovered ${<Moment at={signal.recoveredAt} />}`}
          </Mark>
        )}
      </p>
      {signal.rule && <RuleSignalRow signal={signal} rule={signal.rule} item={item} />}
      {signal.class && <ClassSignalRow signal={signal} of={signal.class} item={item} />}
    </div>
  )
}

interface ClassSignalRowProps {
  signal: Signal
  of: NonNullable<Signal['class']>
  item: ReturnType<RovingFocus['itemProps']>
}

function ClassSignalRow({ signal, of, item }: ClassSignalRowProps) {
  const search = { ...spanOf(signal), signal: signal.id }
  return (
    <>
      <Link {...item} to="/evidence/classes/$id" params={{ id: of.id }} search={search} className={styles.title}>
        <SignalText signal={signal} />
      </Link>
      <p className={styles.template} title={of.example}>
        {of.template.replaceAll('<*>', '•••')}
      </p>
      <p className={styles.facts}>
        {signal.deploy !== null && (
          <span className={styles.deploy}>
            <Icon name="deploy" size={13} /> {t`follows ${versionedName(signal.deploy)} by ${signal.deploy.by}`}
          </span>
        )}
        <span>{plural(signal.errors, 'error')}</span>
        <span>{tx`since ${<Moment at={signal.firstSeenAt} as="second" />}`}</span>
        {signal.customers && <span>{t`at least ${plural(signal.customers.estimated, 'customer')} estimated`}</span>}
      </p>
    </>
  )
}

function LevelMark({ signal }: { signal: Signal }) {
  const { rule } = signal
  return signal.level === 'page' ? (
    <Mark
      tone="danger"
      icon="bell"
      title={rule ? t`An alert rule fires: somebody is woken` : t`A deploy explains it: somebody is woken`}
    >
      {t`page`}
    </Mark>
  ) : (
    <Mark
      tone="warn"
      title={rule ? t`An alert rule fires that wakes nobody` : t`Many customers, and nothing explains it yet`}
    >
      {t`notice`}
    </Mark>
  )
}
