import { type PagingReport, reportNight } from '@bellwether/contract/pager-reports.ts'
import { DataTable } from '../../ui/data-table.tsx'
import { countOf, plural } from '../../ui/figures.ts'
import { spanOf } from '../../ui/instants.ts'
import { Moment } from '../../ui/clock.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t, translated } from '../../ui/words.ts'
import { Between } from '../between.tsx'
import { BarCell } from './bar-cell.tsx'
import styles from './report.module.css'

type Person = PagingReport['people'][number]
type Shift = PagingReport['shifts']['rows'][number]

const hourMs = 3_600_000

/** What pages meant for each person. */
export function PeopleTable({ report: { people } }: { report: PagingReport }) {
  const most = Math.max(1, ...people.map((one) => one.nightsBroken))
  return (
    <>
      <div className={styles.counts}>
        <DataTable
          label={t`Pages by person`}
          isStackedWhenNarrow
          columns={[
            { head: t`Person`, cell: ({ person }: Person) => person.name },
            {
              head: t`Night in`,
              cell: ({ timeZone, isOwnZone }) => (isOwnZone ? timeZone : t`${timeZone}, of the report`),
            },
            {
              head: t`Nights broken`,
              cell: ({ nightsBroken }) => <BarCell text={countOf(nightsBroken)} share={nightsBroken / most} />,
            },
            { head: t`Rang at night`, cell: ({ nightRings }) => countOf(nightRings), isFigure: true },
            { head: t`Notified of`, cell: ({ pages }) => countOf(pages), isFigure: true },
            { head: t`Acknowledged`, cell: ({ acknowledged }) => countOf(acknowledged), isFigure: true },
            { head: t`Shifts`, cell: ({ shifts }) => countOf(shifts), isFigure: true },
            { head: t`On call`, cell: ({ hoursOnCall }) => spanOf(hoursOnCall * hourMs), isFigure: true },
          ]}
          rows={people}
          keyOf={({ person }) => person.id}
        />
      </div>
      <NightLine />
      <p className={styles.dim}>
        {t`Notified of counts each page once, also one that somebody else acknowledged; that it was heard, nobody knows. Shifts are those of the rotas for paging that there are.`}
      </p>
    </>
  )
}

/** What shifts meant, those that broke most nights first. */
export function ShiftTable({ report: { shifts } }: { report: PagingReport }) {
  return (
    <>
      <p>{t`${plural(shifts.count, 'shift')}, of which ${countOf(shifts.quiet)} quiet: no page came, and no ticket was answered.`}</p>
      {shifts.rows.length > 0 && (
        <div className={styles.counts}>
          <DataTable
            label={t`Shifts that were not quiet`}
            isStackedWhenNarrow
            columns={[
              { head: t`Shift`, cell: (shift: Shift) => <Between startsAt={shift.startsAt} endsAt={shift.endsAt} /> },
              { head: t`Person`, cell: ({ person }) => person.name },
              {
                head: t`Rota`,
                cell: ({ rota, team }) => t`${rota.name} of ${team.name}: ${translated(rota.work.name)}`,
              },
              { head: t`Tickets`, cell: ({ tickets }) => countOf(tickets), isFigure: true },
              { head: t`Pages`, cell: ({ pages }) => countOf(pages), isFigure: true },
              { head: t`Acknowledged`, cell: ({ acknowledged }) => countOf(acknowledged), isFigure: true },
              { head: t`Rang at night`, cell: ({ nightRings }) => countOf(nightRings), isFigure: true },
              { head: t`Nights broken`, cell: ({ nightsBroken }) => countOf(nightsBroken), isFigure: true },
            ]}
            rows={shifts.rows}
            keyOf={({ rota, person, startsAt }) => `${rota.id} ${person.id} ${startsAt}`}
          />
        </div>
      )}
      {shifts.more > 0 && (
        <p
          className={styles.dim}
        >{t`These meant most; ${plural(shifts.more, 'further shift')} had pages or tickets.`}</p>
      )}
      <NightLine />
      <p className={styles.dim}>
        {tx`Shifts of the rotas that there are, from ${<Moment at={shifts.from} as="day" />} on, cut to the days of the report. Tickets are those on which whoever had the shift answered a customer, or a question of a colleague. Pages are those of the team that came first in the shift to whoever had it, in rotas that page.`}
      </p>
    </>
  )
}

function NightLine() {
  return (
    <p className={styles.dim}>
      {t`Night is from ${reportNight.from} until ${reportNight.until} on the clocks of where each person lives now, as their profile says. A night is broken once, however often it rang.`}
    </p>
  )
}
