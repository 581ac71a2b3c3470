import type { Pause } from '@bellwether/contract/pager.ts'
import { Ago } from '../../ui/clock.tsx'
import { Mark } from '../../ui/mark.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'

/** That something rests, who let it, and since when. */
export function PausedMark({ paused }: { paused: Pause | null }) {
  if (paused === null) return null
  const since = <Ago at={paused.since} />
  return (
    <Mark tone="warn" icon="moon" isSentence>
      <span>{tx`paused by ${paused.by?.name ?? t`a program`}, ${since}`}</span>
    </Mark>
  )
}
