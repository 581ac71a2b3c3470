import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { t } from '../ui/words.ts'
import { BellMark } from './brand.tsx'
import { ServerClock } from './server-clock.tsx'
import styles from './door.module.css'

/** The frame of pages before anyone signed in. */
export function Door(props: { title: string; about?: ReactNode; children: ReactNode }) {
  useDocumentTitle(`${props.title} · Bellwether`)
  return (
    <main className={styles.door} id="page">
      <div className={styles.sheet}>
        <BellMark size={40} />
        <h1 className={styles.title}>{props.title}</h1>
        {props.about !== undefined && <div className={styles.about}>{props.about}</div>}
        <div className={styles.body}>
          <ServerClock zone={undefined}>{props.children}</ServerClock>
        </div>
      </div>
      <p className={styles.foot}>{t`Bellwether: what customers say and what systems did, in one place.`}</p>
    </main>
  )
}
