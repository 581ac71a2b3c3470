import { Ago } from '../../ui/clock.tsx'
import { Mark } from '../../ui/mark.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'

/** Of a way to be reached: that the last page did not go there, and why. */
export function LastFailed({ at, error }: { at: string; error: string }) {
  return (
    <Mark tone="warn" isSentence>
      {tx`the last page did not go there, ${<Ago at={at} />}: ${error === '' ? t`nobody knows why` : error}`}
    </Mark>
  )
}
