import type { HandOff } from '@bellwether/contract/desk.ts'
import { Moment } from '../ui/clock.tsx'
import { Icon } from '../ui/icon.tsx'
import { Mark, type MarkTone } from '../ui/mark.tsx'
import { HandOffActions } from './hand-off-actions.tsx'
import { isCounting, NamedClock } from './ticket-clocks.tsx'
import styles from './hand-off-card.module.css'

const tones: Readonly<Record<HandOff['state'], MarkTone>> = {
  asked: 'violet',
  acknowledged: 'violet',
  answered: 'good',
  declined: 'warn',
  withdrawn: 'plain',
  returned: 'plain',
}

export const isRunning = (handOff: HandOff): boolean => handOff.state === 'asked' || handOff.state === 'acknowledged'

/** One question to a team: what was asked, how far it is, and what came back. */
export function HandOffCard({ handOff }: { handOff: HandOff }) {
  return (
    <article className={styles.card} data-running={isRunning(handOff) || undefined}>
      <header className={styles.head}>
        <Icon name="handOff" size={14} />
        <strong>
          {handOff.askedBy.name} asked {handOff.askedTeam.name}
        </strong>
        <Mark tone={tones[handOff.state]}>{handOff.state}</Mark>
        {handOff.round > 1 && <span>round {handOff.round}</span>}
        <span className={styles.at}>
          <Moment at={handOff.askedAt} />
        </span>
      </header>
      <p className={styles.text}>{handOff.question}</p>
      <HandOffLinks links={handOff.evidenceLinks} />
      <HandOffFacts handOff={handOff} />
      {handOff.answer !== null && (
        <div className={styles.answer}>
          <p className={styles.head}>
            <Icon name="back" size={14} />
            <strong>{handOff.endedBy?.name ?? handOff.askedTeam.name}</strong>
            <span>
              {handOff.state === 'declined'
                ? 'declined'
                : handOff.answeredToCustomer
                  ? 'answered the customer'
                  : 'answered'}
            </span>
            {handOff.endedAt !== null && (
              <span className={styles.at}>
                <Moment at={handOff.endedAt} />
              </span>
            )}
          </p>
          <p className={styles.text}>{handOff.answer}</p>
        </div>
      )}
      {isRunning(handOff) && <HandOffActions handOff={handOff} />}
    </article>
  )
}

const isSafeLink = (url: string): boolean => /^(https?:\/\/|\/(?!\/))/.test(url)

export function HandOffLinks({ links }: { links: HandOff['evidenceLinks'] }) {
  if (links.length === 0) return null
  return (
    <ul className={styles.links} aria-label="Evidence">
      {links.map((link) => (
        <li key={link.url}>
          <Icon name="evidence" size={13} />
          {isSafeLink(link.url) ? <a href={link.url}>{link.label || link.url}</a> : <span>{link.label}</span>}
        </li>
      ))}
    </ul>
  )
}

export function HandOffFacts({ handOff }: { handOff: HandOff }) {
  const running = handOff.clocks.filter(isCounting)
  return (
    <p className={styles.facts}>
      {running.map((clock) => (
        <NamedClock key={clock.name} clock={clock} withLabel />
      ))}
      {handOff.acknowledgedBy !== null && handOff.acknowledgedAt !== null && (
        <span>
          seen by {handOff.acknowledgedBy.name} at <Moment at={handOff.acknowledgedAt} />
        </span>
      )}
      {handOff.mayReplyToCustomer && <span>may answer the customer</span>}
      {handOff.returnedTo !== null && <span>returned to {handOff.returnedTo.name}</span>}
    </p>
  )
}
