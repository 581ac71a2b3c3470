import type { listRotas } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { Moment } from '../ui/clock.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import styles from './rota-list.module.css'

type RotaItem = AnswerOf<typeof listRotas>['items'][number]

/** "Bo until Mon 09:00, then Cy": who is on, and who is next, though it be after a gap. */
export function StandingLine({ rota: { onCall, until, next } }: { rota: RotaItem }) {
  const name = <strong>{onCall?.name ?? t`Nobody`}</strong>
  if (until === null) return <p className={styles.standing}>{name}</p>
  const changes = <Moment at={until} />
  if (next === null) return <p className={styles.standing}>{tx`${name} until ${changes}, then nobody`}</p>
  const isGap = onCall !== null && next.startsAt !== until
  return (
    <p className={styles.standing}>
      {isGap
        ? tx`${name} until ${changes}, then nobody until ${<Moment at={next.startsAt} />}: ${next.person.name}`
        : tx`${name} until ${changes}, then ${next.person.name}`}
    </p>
  )
}
