import type { CustomerAsk } from '@bellwether/contract/desk.ts'
import { Moment } from '../ui/clock.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import styles from './asked-by-link.module.css'

const turns: Readonly<Record<CustomerAsk['turn'], string>> = {
  us: t`It is our turn: we owe you a word.`,
  you: t`It is your turn: we have answered you and wait for your word.`,
  nobody: t`It is closed. Any word from you opens it again.`,
}

/** Whose turn it is, who works on it, and when the customer hears; no more than that is known to be so. */
export function WhereItStands({ of: { turn, hearBy, works } }: { of: CustomerAsk }) {
  return (
    <div className={styles.stand}>
      <p>{turns[turn]}</p>
      {hearBy !== null && <p>{tx`We promised that you hear from us by ${<Moment at={hearBy} />}.`}</p>}
      {works.map(({ team, since, answerBy }) => (
        <p key={`${team} ${since}`}>
          {tx`${<strong>{team}</strong>} works on it since ${<Moment at={since} />}${
            answerBy !== null && <> {tx`and is to answer us by ${<Moment at={answerBy} />}`}</>
          }.`}
        </p>
      ))}
    </div>
  )
}
