import { listRotas } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ask } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { RotaDialog } from './rota-dialog.tsx'
import styles from './rota-list.module.css'

type RotaItem = AnswerOf<typeof listRotas>['items'][number]

/** Who is on call now, and the next shifts of every team. */
export function RotaList({ canEdit, empty }: { canEdit: boolean; empty: ReactNode }) {
  const rotas = useQuery(ask(listRotas))
  return (
    <Loaded query={rotas} rows={6}>
      {({ items }) => (
        <div className={styles.rotas}>
          {items.length === 0 && empty}
          {items.map((rota) => (
            <RotaSheet key={rota.id} rota={rota} canEdit={canEdit} />
          ))}
          {canEdit && <RotaDialog rota={null} />}
        </div>
      )}
    </Loaded>
  )
}

function RotaSheet({ rota, canEdit }: { rota: RotaItem; canEdit: boolean }) {
  return (
    <Sheet title={rota.team.name} side={canEdit ? <RotaDialog rota={rota} /> : undefined}>
      <p className={styles.now}>
        {rota.onCall === null ? (
          <strong className={styles.nobody}>Nobody is on call now</strong>
        ) : (
          <>
            <strong>{rota.onCall.name}</strong> is on call now
          </>
        )}
      </p>
      <p className={styles.turn}>
        {rota.turn} turns, handing over at {rota.handOverTime} {rota.timeZone}:{' '}
        {rota.people.map((person) => person.name).join(', ')}
      </p>
      <ol className={styles.shifts} aria-label={`Next shifts of ${rota.team.name}`}>
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
    </Sheet>
  )
}
