import type { Share } from '@bellwether/contract/desk-figures.ts'
import type { Tile } from '../../ui/figure-tiles.tsx'
import { t } from '../../ui/words.ts'
import { changeWords, shareWords } from './figure-words.ts'

/** A share with what it is of, beside the weeks before. */
export function shareTile(head: string, now: Share, before: Share, of: string): Tile {
  const change = changeWords(now, before)
  const counted = now.of === 0 ? t`none ${of}` : t`${now.count} of ${now.of} ${of}`
  return { head, figure: shareWords(now), about: change === undefined ? counted : `${counted}, ${change}` }
}
