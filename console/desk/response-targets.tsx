import {
  getResponsePolicy,
  listCalendars,
  listResponsePolicies,
  type NamedCalendar,
  type ResponsePolicy,
} from '@bellwether/contract/desk.ts'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { ask, askPages } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Mark } from '../ui/mark.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { tx } from '../ui/rich-words.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { CalendarDialog } from './calendar-dialog.tsx'
import { hoursInWords, minutesInWords } from './hours-words.ts'
import styles from './response-targets.module.css'
import { type Plan, planNames, plans } from './target-plans.ts'
import { TargetsDialog } from './targets-dialog.tsx'

type Target = ResponsePolicy['targets'][Plan]['usual']

/** Within what time customers hear from us: what holds now, in which hours, and what held before. */
export function ResponseTargets({ canEdit }: { canEdit: boolean }) {
  return (
    <>
      <TargetsSheet canEdit={canEdit} />
      <HoursSheet canEdit={canEdit} />
      <HistorySheet />
    </>
  )
}

function TargetsSheet({ canEdit }: { canEdit: boolean }) {
  const policy = useQuery(ask(getResponsePolicy))
  return (
    <Sheet
      title={t`Response targets`}
      about={t`How long a customer waits for us at most, in working time. A change is for clocks that start from then on: running clocks keep theirs.`}
      side={canEdit && policy.data !== undefined ? <TargetsDialog given={policy.data} /> : undefined}
    >
      <Loaded query={policy} rows={3}>
        {({ targets }) => (
          <DataTable<Plan>
            label={t`Response targets`}
            isStackedWhenNarrow
            rows={plans}
            keyOf={(plan) => plan}
            columns={[
              { head: t`Plan`, cell: (plan) => <PlanName plan={plan} /> },
              { head: t`Usually`, cell: (plan) => <TargetWords target={targets[plan].usual} /> },
              { head: t`Urgent`, cell: (plan) => <TargetWords target={targets[plan].urgent} /> },
            ]}
          />
        )}
      </Loaded>
    </Sheet>
  )
}

function PlanName({ plan }: { plan: Plan }) {
  return (
    <>
      <strong style={{ fontWeight: 540 }}>{planNames[plan]}</strong>
      {plan === 'free' && <span className={styles.dim}> {t`and whoever is no customer`}</span>}
    </>
  )
}

function TargetWords({ target }: { target: Target }) {
  return (
    <>
      {minutesInWords(target.firstMinutes)}
      {target.nextMinutes !== target.firstMinutes && t`, then ${minutesInWords(target.nextMinutes)}`}
      {target.resolutionMinutes !== null && t`, resolved in ${minutesInWords(target.resolutionMinutes)}`}{' '}
      <span className={styles.dim}>{target.calendar.name}</span>
    </>
  )
}

function HoursSheet({ canEdit }: { canEdit: boolean }) {
  const calendars = useQuery(ask(listCalendars))
  return (
    <Sheet
      title={t`Hours`}
      about={t`The calendars in which targets are counted. Clocks that run keep the hours in which they started, unless a change is for them as well.`}
      side={canEdit ? <CalendarDialog given={null} /> : undefined}
    >
      <Loaded query={calendars} rows={2}>
        {({ items }) => (
          <DataTable<NamedCalendar>
            label={t`Hours`}
            isStackedWhenNarrow
            rows={items}
            keyOf={(one) => one.id}
            columns={[
              { head: t`Calendar`, cell: (one) => <CalendarName given={one} /> },
              { head: t`Open`, cell: ({ calendar }) => <Lines lines={hoursInWords(calendar)} /> },
              { head: t`Zone`, cell: ({ calendar }) => calendar.timeZone },
              { head: t`Holidays`, cell: (one) => <Holidays given={one} /> },
              ...(canEdit ? [change] : []),
            ]}
          />
        )}
      </Loaded>
    </Sheet>
  )
}

const change = {
  head: t`Change`,
  cell: (one: NamedCalendar) => (one.isBuiltIn ? '–' : <CalendarDialog given={one} />),
}

function CalendarName({ given }: { given: NamedCalendar }) {
  return (
    <>
      <strong style={{ fontWeight: 540 }}>{given.name}</strong> {given.isBuiltIn && <Mark>{t`built-in`}</Mark>}
      {given.madeAt !== null && (
        <span className={styles.dim}>
          <br />
          {tx`version ${given.version}, ${<Moment at={given.madeAt} as="day" />}, ${given.madeBy}`}
        </span>
      )}
      <Recounting of={given} />
    </>
  )
}

/** Clocks that run follow a change: how far that is. */
function Recounting({ of: { name, recount } }: { of: NamedCalendar }) {
  if (recount === null || recount.finishedAt !== null) return null
  return (
    <span className={styles.recount} role="status">
      <progress value={recount.done} max={recount.total} aria-label={t`Clocks that follow ${name}`} />
      {t`${recount.done} of ${recount.total} running clocks follow it`}
    </span>
  )
}

function Lines({ lines }: { lines: readonly string[] }) {
  return (
    <ul className={styles.lines}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

function Holidays({ given: { name, calendar } }: { given: NamedCalendar }) {
  const { length: count } = calendar.holidays
  if (count === 0) return t`none`
  return (
    <details className={styles.details}>
      <summary>
        {count === 1 ? t`1 day` : t`${count} days`}
        <span className="visually-hidden"> {t`of ${name}`}</span>
      </summary>
      <Lines lines={calendar.holidays.map((holiday) => `${holiday.on} ${holiday.name}`)} />
    </details>
  )
}

function HistorySheet() {
  const policies = useInfiniteQuery(askPages(listResponsePolicies, { limit: 20 }))
  const rows = policies.data?.pages.flatMap((page) => page.items)
  return (
    <Sheet title={t`Earlier and now`} about={t`Every version of the targets, the newest first.`}>
      <Loaded query={{ ...policies, data: rows }} rows={2}>
        {(loaded) => (
          <DataTable<ResponsePolicy>
            label={t`Versions of the targets`}
            isStackedWhenNarrow
            rows={loaded}
            keyOf={(one) => String(one.version)}
            columns={[
              { head: t`Version`, cell: (one) => one.version },
              { head: t`Made`, cell: (one) => <MadeWords given={one} /> },
              ...plans.map((plan) => ({
                head: planNames[plan],
                cell: (one: ResponsePolicy) => <BothTargets of={one.targets[plan]} />,
              })),
            ]}
          />
        )}
      </Loaded>
      <MoreButton query={policies} />
    </Sheet>
  )
}

function MadeWords({ given: { madeAt, madeBy } }: { given: ResponsePolicy }) {
  if (madeAt === null) return t`came with Bellwether`
  return tx`${<Moment at={madeAt} />} by ${madeBy}`
}

function BothTargets({ of: { usual, urgent } }: { of: { usual: Target; urgent: Target } }) {
  return (
    <>
      <TargetWords target={usual} />
      <br />
      {tx`urgent: ${<TargetWords target={urgent} />}`}
    </>
  )
}
