import { forecastRota, type listRotas } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { useInViewport } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../call.query.ts'
import { t, translated } from '../ui/words.ts'
import { type CalendarView, useMovedView, useShownWeeks } from './calendar/calendar-view.tsx'
import { RotaCalendar } from './calendar/rota-calendar.tsx'
import { RotaYear } from './calendar/rota-year.tsx'
import { LayerLines } from './layer-lines.tsx'
import { RemoveRota } from './remove-rota.tsx'
import { RotaDialog } from './rota-dialog.tsx'
import { OnCallReach } from './on-call-reach.tsx'
import { StandingLine } from './standing-line.tsx'
import styles from './rota-list.module.css'

interface RotaArticleProps {
  rota: AnswerOf<typeof listRotas>['items'][number]
  canEdit: boolean
  view: CalendarView
  onView: (view: CalendarView) => void
}

/** One rota: who is on, its calendar, and its year. */
export function RotaArticle({ rota, canEdit, view, onView }: RotaArticleProps) {
  const weeks = useShownWeeks(view)
  const moved = useMovedView(view)
  const { ref, forecast } = useForecastOnceSeen(rota.id)
  return (
    <article ref={ref} className={styles.rota} aria-label={t`${rota.name} of ${rota.team.name}`}>
      <header className={styles.head}>
        <h3>
          <Link to="/on-call" search={{ ...view, rota: rota.id }} title={t`This rota alone`}>
            {rota.name}
          </Link>
        </h3>
        <Link to="/on-call/hand-over/$rota" params={{ rota: rota.id }} aria-label={t`Hand-over of ${rota.name}`}>
          {t`Hand-over`}
        </Link>
        {canEdit && (
          <>
            <RotaDialog rota={rota} />
            <RemoveRota rota={rota} />
          </>
        )}
      </header>
      {rota.work.slug !== 'paging' && <p className={styles.turn}>{t`For: ${translated(rota.work.name)}`}</p>}
      <StandingLine rota={rota} people={forecast?.people ?? []} away={forecast?.away ?? []} />
      <OnCallReach rota={rota} people={forecast?.people ?? []} />
      <LayerLines layers={rota.layers} />
      <RotaCalendar
        rota={rota}
        {...weeks}
        canEdit={canEdit}
        holes={forecast?.holes ?? []}
        onMove={(by) => onView(moved(by))}
      />
      {forecast !== undefined && <RotaYear rota={rota} forecast={forecast} canEdit={canEdit} />}
    </article>
  )
}

/** A year is reckoned for what somebody looks at, not for a long list that nobody scrolls. */
function useForecastOnceSeen(id: string) {
  const { ref, inViewport } = useInViewport<HTMLElement>()
  const [wasSeen, setSeen] = useState(false)
  if (inViewport && !wasSeen) setSeen(true)
  const forecast = useQuery({ ...ask(forecastRota, { params: { id } }), enabled: wasSeen }).data
  return { ref, forecast }
}
