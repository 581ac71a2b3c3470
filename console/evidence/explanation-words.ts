import type { Explanation } from '@bellwether/contract/evidence.ts'
import { countOf, oddsOf, percentOf, plural } from '../ui/figures.ts'
import { dayOf, minuteOf, secondOf } from '../ui/instants.ts'
import { versionedName } from '../ui/versioned-name.ts'
import { t } from '../ui/words.ts'
import { sliceWords } from './where.ts'

export interface ExplanationWords {
  /** Who, where, since when. */
  finding: string
  /** What it follows, and how sure that is. */
  cause: string
}

/** A slice that holds most of it, or that there is none; what stands out and holds less is named nowhere but in its table. */
const whereWords = ({ slices }: Explanation): string => {
  const best = slices[0]
  return best === undefined ? t`, and no slice explains it` : ` ${t`on ${sliceWords(best.where)}`}`
}

const newWords = ({ isNew, isOlderThanHistory, historySince }: Explanation, zone: string): string => {
  if (isOlderThanHistory) return ` ${t`It is as old as our history, or older.`}`
  if (!isNew) return ''
  return historySince === null
    ? ` ${t`It is new.`}`
    : ` ${t`It is new: never seen before in evidence since ${dayOf(historySince, zone)}, ${minuteOf(historySince, zone)}.`}`
}

/** It is counted on 1,000 imagined roll-outs, so that nothing below one of them can be told apart. */
const chanceWords = (chance: number): string => (chance <= 0.0011 ? t`fewer than 1 in 1,000` : oddsOf(chance))

function causeOf(
  { deploy, othersConsidered, errors, isOlderThanHistory, historySince }: Explanation,
  zone: string,
): string {
  if (deploy === null && isOlderThanHistory && historySince !== null)
    return t`No deploy can be judged: our history begins ${dayOf(historySince, zone)}, ${minuteOf(historySince, zone)}, and it was there by then.`
  if (deploy === null) {
    const others = othersConsidered.length
    return others === 0
      ? t`No deploy happened near its start.`
      : t`None of ${plural(others, 'deploy')} near its start fits.`
  }
  const { errorsOnUpdatedHosts, errorsElsewhere, chance } = deploy.evidence
  const all = errorsOnUpdatedHosts + errorsElsewhere || errors
  const hosts =
    errorsElsewhere === 0
      ? t`every one of ${plural(all, 'error')} came from a host that had it`
      : t`${countOf(errorsOnUpdatedHosts)} of ${plural(all, 'error')} came from hosts that had it`
  return t`It follows deploy ${versionedName(deploy)}: ${hosts}; by chance ${chanceWords(chance)}.`
}

/** The explanation in plain sentences, the finding first. */
export function explanationWords(explanation: Explanation, zone: string): ExplanationWords {
  const { customers, firstSeenAt, trafficShare } = explanation
  const who = plural(customers.seen, 'customer')
  const verb = customers.seen === 1 ? t`sees` : t`see`
  const since = `${dayOf(firstSeenAt, zone)}, ${secondOf(firstSeenAt, zone)}`
  const where = whereWords(explanation)
  const [on, none] = explanation.slices.length > 0 ? [where, ''] : ['', where]
  const share = ` ${t`It is ${percentOf(trafficShare)} of all events.`}`
  return {
    finding: t`${who}${on} ${verb} this since ${since}${none}.${newWords(explanation, zone)}${share}`,
    cause: causeOf(explanation, zone),
  }
}
