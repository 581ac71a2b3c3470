import type { Signal } from '@bellwether/contract/signals.ts'
import { plural } from '../ui/figures.ts'
import { t } from '../ui/words.ts'

/** "37 customers on cdn northstar and feature lambda see a new error". */
export function SignalText({ signal }: { signal: Signal }) {
  const [first, ...others] = Object.entries(signal.slices[0]?.where ?? {}).map(
    ([attribute, value]) => `${attribute} ${value}`,
  )
  const seen = signal.customers?.seen ?? 0
  const who = plural(seen, 'customer')
  return t`${who} ${first === undefined ? '' : `${t`on ${first}`} `}${others.length === 0 ? '' : `${t`with ${others.join(` ${t`and`} `)}`} `}${seen === 1 ? t`sees` : t`see`} a new error`
}
