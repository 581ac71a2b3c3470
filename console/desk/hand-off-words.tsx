import type { HandOff } from '@bellwether/contract/desk.ts'
import { Moment } from '../ui/clock.tsx'
import { Mark } from '../ui/mark.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import styles from './hand-off-card.module.css'

type Word = HandOff['words'][number]

const said: Readonly<Record<Word['kind'], string>> = {
  'asked-back': t`asked back`,
  replied: t`replied`,
  'team-note': t`noted for the team`,
  afterwards: t`wrote afterwards`,
}

/** What was said about a question besides the question and its answer. */
export function HandOffWords({ words }: { words: readonly Word[] }) {
  if (words.length === 0) return null
  return (
    <ol className={styles.words}>
      {words.map(({ kind, at, person, text }) => (
        <li key={`${at} ${kind} ${text}`} data-kind={kind}>
          <p className={styles.head}>
            <strong>{person.name}</strong>
            <span>{said[kind]}</span>
            {kind === 'team-note' && <Mark tone="warn">{t`team only`}</Mark>}
            <span className={styles.at}>
              <Moment at={at} />
            </span>
          </p>
          <p className={styles.text}>{text}</p>
        </li>
      ))}
    </ol>
  )
}

/** The teams that were asked before, and why each passed the question on. */
export function HandOffPassedOn({ passedOn }: Pick<HandOff, 'passedOn'>) {
  return passedOn.map((one) => (
    <div key={one.id} className={styles.passedOn}>
      <p className={styles.head}>
        <strong>{one.askedTeam.name}</strong>
        <span>{tx`was asked at ${<Moment at={one.askedAt} />}; ${one.passedOnBy?.name ?? t`it`} passed it on`}</span>
        {one.clocks.some(({ breachedAt }) => breachedAt !== null) && <Mark tone="danger">{t`was late`}</Mark>}
        <span className={styles.at}>
          <Moment at={one.passedOnAt} />
        </span>
      </p>
      <p className={styles.text}>{one.reason}</p>
      <HandOffWords words={one.words} />
    </div>
  ))
}
