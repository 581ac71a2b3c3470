import styles from './figure-tiles.module.css'

export interface Tile {
  readonly head: string
  readonly figure: string
  /** Of how many, and how it was before. */
  readonly about: string
}

/** The figures that stand before all others. */
export function FigureTiles({ label, tiles }: { label: string; tiles: readonly Tile[] }) {
  return (
    <dl className={styles.tiles} aria-label={label}>
      {tiles.map(({ head, figure, about }) => (
        <div key={head} className={styles.tile}>
          <dt>{head}</dt>
          <dd className={styles.figure}>{figure}</dd>
          <dd className={styles.about}>{about}</dd>
        </div>
      ))}
    </dl>
  )
}
