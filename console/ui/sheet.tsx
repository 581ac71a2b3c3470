import { useId, type ReactNode } from 'react'
import styles from './sheet.module.css'

/** A titled part of a page on its own sheet. */
export function Sheet(props: {
  title: ReactNode
  about?: ReactNode
  side?: ReactNode
  tone?: 'plain' | 'warn' | 'good' | 'violet'
  children: ReactNode
}) {
  const id = useId()
  return (
    <section className={styles.sheet} aria-labelledby={id} data-tone={props.tone ?? 'plain'}>
      <header className={styles.head}>
        <h2 id={id}>{props.title}</h2>
        {props.side}
      </header>
      {props.about !== undefined && <p className={styles.about}>{props.about}</p>}
      {props.children}
    </section>
  )
}
