import { countOf } from './figures.ts'
import styles from './sums.module.css'

/** Numbers side by side, each with what it counts below it. */
export function Sums({ of }: { of: readonly (readonly [name: string, count: number])[] }) {
  return (
    <dl className={styles.sums}>
      {of.map(([name, count]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{countOf(count)}</dd>
        </div>
      ))}
    </dl>
  )
}
