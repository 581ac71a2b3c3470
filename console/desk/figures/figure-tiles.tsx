import type { Share } from '@bellwether/contract/desk-figures.ts'
import { t } from '../../ui/words.ts'
import { changeWords, shareWords } from './figure-words.ts'
import styles from './figures.module.css'

export interface Tile {
  readonly head: string
  readonly figure: string
  /** Of how many, and how it was before. */
  readonly about: string
}

/** A share with what it is of, beside the weeks before. */
export function shareTile(head: string, now: Share, before: Share, of: string): Tile {
  const change = changeWords(now, before)
  const counted = now.of === 0 ? t`none ${of}` : t`${now.count} of ${now.of} ${of}`
  return { head, figure: shareWords(now), about: change === undefined ? counted : `${counted}, ${change}` }
}

/** The figures that stand before all others. */
export function FigureTiles({ label, tiles }: { label: string; tiles: readonly Tile[] }) {
  return (
    <dl className={styles.tiles} aria-label={label}>
      {tiles.map(({ head, figure, about }) => (
        <div key={head} className={styles.tile}>
          <dt>{head}</dt>
          <dd className={styles.figure}>{figure}</dd>
          <dd className={styles.dim}>{about}</dd>
        </div>
      ))}
    </dl>
  )
}
