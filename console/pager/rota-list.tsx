import { listRotas } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { askPages } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t, translated } from '../ui/words.ts'
import { onCallText } from './on-call-text.ts'
import { RemoveRota } from './remove-rota.tsx'
import { hoursText, turnText } from './turn-text.ts'
import { RotaDialog } from './rota-dialog.tsx'
import styles from './rota-list.module.css'

type RotaItem = AnswerOf<typeof listRotas>['items'][number]

/** Who is on call now for each team, and the next shifts of its rotas. */
export function RotaList({ canEdit, empty }: { canEdit: boolean; empty: ReactNode }) {
  const rotas = useInfiniteQuery(askPages(listRotas, { limit: 50 }))
  const rows = rotas.data?.pages.flatMap((page) => page.items)
  return (
    <Loaded query={{ ...rotas, data: rows }} rows={6}>
      {(loaded) => (
        <div className={styles.teams}>
          {loaded.length === 0 && empty}
          {[...Map.groupBy(loaded, (rota) => rota.team.id)].map(([id, ofTeam]) => (
            <TeamRotas key={id} rotas={ofTeam} canEdit={canEdit} />
          ))}
          <MoreButton query={rotas} />
          {canEdit && <RotaDialog rota={null} />}
        </div>
      )}
    </Loaded>
  )
}

function TeamRotas({ rotas, canEdit }: { rotas: readonly RotaItem[]; canEdit: boolean }) {
  const team = rotas[0]?.team
  if (team === undefined) return null
  return (
    <Sheet title={team.name} side={canEdit ? <RotaDialog rota={null} team={team} /> : undefined}>
      <p className={styles.now} data-nobody={rotas.every((rota) => rota.onCall === null) || undefined}>
        {t`${onCallText(rotas)} on call now`}
      </p>
      <div className={styles.rotas}>
        {rotas.map((rota) => (
          <RotaArticle key={rota.id} rota={rota} canEdit={canEdit} />
        ))}
      </div>
    </Sheet>
  )
}

function RotaArticle({ rota, canEdit }: { rota: RotaItem; canEdit: boolean }) {
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
      <ol className={styles.shifts} aria-label={t`Next shifts: ${name}`}>
        {rota.shifts.slice(0, 5).map((shift) => (
          <li key={shift.startsAt}>
            <span>
              <Moment at={shift.startsAt} as="day" /> <Moment at={shift.startsAt} as="minute" /> –{' '}
              <Moment at={shift.endsAt} as="day" /> <Moment at={shift.endsAt} as="minute" />
            </span>
            <span>{shift.person.name}</span>
          </li>
        ))}
      </ol>
    </article>
  )
}
