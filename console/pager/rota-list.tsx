import { listRotas } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { askPages } from '../call.query.ts'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t, translated } from '../ui/words.ts'
import { onCallText } from './on-call-text.ts'
import { RemoveRota } from './remove-rota.tsx'
import { hoursText, turnText } from './turn-text.ts'
import { CalendarControls, type CalendarView, useShownWeeks } from './calendar/calendar-view.tsx'
import { RotaCalendar } from './calendar/rota-calendar.tsx'
import { RotaYear } from './calendar/rota-year.tsx'
import { StandingLine } from './standing-line.tsx'
import { RotaDialog } from './rota-dialog.tsx'
import styles from './rota-list.module.css'

type RotaItem = AnswerOf<typeof listRotas>['items'][number]

interface RotaListProps {
  canEdit: boolean
  empty: ReactNode
  view: CalendarView
  onView: (view: CalendarView) => void
}

/** Who is on call now for each team, and the next shifts of its rotas. */
export function RotaList({ canEdit, empty, view, onView }: RotaListProps) {
  const rotas = useInfiniteQuery(askPages(listRotas, { limit: 50 }))
  const rows = rotas.data?.pages.flatMap((page) => page.items)
  return (
    <Loaded query={{ ...rotas, data: rows }} rows={6}>
      {(loaded) => (
        <div className={styles.teams}>
          {loaded.length === 0 ? empty : <CalendarControls view={view} onChange={onView} />}
          {[...Map.groupBy(loaded, (rota) => rota.team.id)].map(([id, ofTeam]) => (
            <TeamRotas key={id} rotas={ofTeam} canEdit={canEdit} view={view} />
          ))}
          <MoreButton query={rotas} />
          {canEdit && <RotaDialog rota={null} />}
        </div>
      )}
    </Loaded>
  )
}

interface Shown {
  canEdit: boolean
  view: CalendarView
}

function TeamRotas({ rotas, ...shown }: Shown & { rotas: readonly RotaItem[] }) {
  const { canEdit } = shown
  const team = rotas[0]?.team
  const paging = rotas.filter(({ work }) => work.slug === 'paging')
  if (team === undefined) return null
  return (
    <Sheet title={team.name} side={canEdit ? <RotaDialog rota={null} team={team} /> : undefined}>
      {paging.length > 0 && (
        <p className={styles.now} data-nobody={paging.every((rota) => rota.onCall === null) || undefined}>
          {t`${onCallText(paging)} on call now`}
        </p>
      )}
      <div className={styles.rotas}>
        {rotas.map((rota) => (
          <RotaArticle key={rota.id} rota={rota} {...shown} />
        ))}
      </div>
    </Sheet>
  )
}

function RotaArticle({ rota, canEdit, view }: Shown & { rota: RotaItem }) {
  const weeks = useShownWeeks(view)
  const name = t`${rota.name} of ${rota.team.name}`
  return (
    <article className={styles.rota} aria-label={name}>
      <header className={styles.head}>
        <h3>{rota.name}</h3>
        {canEdit && (
          <>
            <RotaDialog rota={rota} />
            <RemoveRota rota={rota} />
          </>
        )}
      </header>
      {rota.work.slug !== 'paging' && <p className={styles.turn}>{t`For: ${translated(rota.work.name)}`}</p>}
      {rota.layers.length === 0 && <p className={styles.turn}>{t`Nobody has turns on it.`}</p>}
      {rota.layers.map((layer) => (
        <p key={layer.id} className={styles.turn}>
          {[layer.name, hoursText(layer.hours)].filter((part) => part !== '').map((part) => `${part} · `)}
          {t`${turnText(layer)}: ${layer.people.map((person) => person.name).join(', ')}`}
        </p>
      ))}
      <StandingLine rota={rota} />
      <RotaCalendar rota={rota} {...weeks} canEdit={canEdit} />
      <RotaYear rota={rota} canEdit={canEdit} />
    </article>
  )
}
