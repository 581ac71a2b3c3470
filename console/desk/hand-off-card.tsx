import type { HandOff } from '@bellwether/contract/desk.ts'
import { Moment } from '../ui/clock.tsx'
import { Icon } from '../ui/icon.tsx'
import { Mark, type MarkTone } from '../ui/mark.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t, translated } from '../ui/words.ts'
import { HandOffActions } from './hand-off-actions.tsx'
import { HandOffPassedOn, HandOffWords } from './hand-off-words.tsx'
import { isCounting, NamedClock } from './ticket-clocks.tsx'
import styles from './hand-off-card.module.css'

const states: Readonly<Record<HandOff['state'], { tone: MarkTone; words: string }>> = {
  asked: { tone: 'violet', words: t`asked` },
  acknowledged: { tone: 'violet', words: t`acknowledged` },
  'asked-back': { tone: 'warn', words: t`asks back` },
  answered: { tone: 'good', words: t`answered` },
  declined: { tone: 'warn', words: t`declined` },
  withdrawn: { tone: 'plain', words: t`withdrawn` },
  'passed-on': { tone: 'plain', words: t`passed on` },
  returned: { tone: 'plain', words: t`returned` },
}

export const isRunning = (handOff: HandOff): boolean => handOff.outcome === null

interface HandOffCardProps {
  handOff: HandOff
  /** Shown to whoever came by its link; they act elsewhere on the page. */
  isReadOnly?: boolean
}

/** One question to a team: what was asked, how far it is, and what came back. */
export function HandOffCard({ handOff, isReadOnly = false }: HandOffCardProps) {
  const { askedBy, askedTeam, askedPerson, state, round } = handOff
  return (
    <article className={styles.card} data-running={isRunning(handOff) || undefined}>
      <header className={styles.head}>
        <Icon name="handOff" size={14} />
        <strong>
          {t`${askedBy.name} asked ${askedPerson === null ? askedTeam.name : t`${askedPerson.name} in ${askedTeam.name}`}`}
        </strong>
        <Mark tone={states[state].tone}>{states[state].words}</Mark>
        {round > 1 && <span>{t`question ${round} on this ticket`}</span>}
        {handOff.isUrgent && <Mark tone="danger">{t`urgent`}</Mark>}
        {handOff.isPrivate && <Mark title={t`Only whoever asked and the team know of it`}>{t`private`}</Mark>}
        <span className={styles.at}>
          <Moment at={handOff.askedAt} />
        </span>
      </header>
      <HandOffPassedOn passedOn={handOff.passedOn} />
      <p className={styles.text}>{handOff.question}</p>
      <HandOffLinks links={handOff.evidenceLinks} />
      <HandOffWords words={handOff.words.filter(({ kind }) => kind !== 'afterwards')} />
      <HandOffFacts handOff={handOff} />
      <HandOffAnswer handOff={handOff} />
      <HandOffWords words={handOff.words.filter(({ kind }) => kind === 'afterwards')} />
      <HandOffTodo handOff={handOff} />
      {!isReadOnly && <HandOffActions handOff={handOff} />}
    </article>
  )
}

function HandOffAnswer({ handOff }: { handOff: HandOff }) {
  if (handOff.answer === null) return null
  const answered = handOff.answeredToCustomer ? t`answered the customer` : t`answered`
  const ended = { answered, declined: t`declined`, 'passed-on': t`passed it on`, withdrawn: '' }
  return (
    <div className={styles.answer}>
      <p className={styles.head}>
        <Icon name="back" size={14} />
        <strong>{handOff.endedBy?.name ?? handOff.askedTeam.name}</strong>
        <span>{ended[handOff.outcome ?? 'answered']}</span>
        {handOff.endedAt !== null && (
          <span className={styles.at}>
            <Moment at={handOff.endedAt} />
          </span>
        )}
      </p>
      <p className={styles.text}>{handOff.endedBy === null ? translated(handOff.answer) : handOff.answer}</p>
    </div>
  )
}

function HandOffTodo({ handOff: { todo, askedTeam } }: { handOff: HandOff }) {
  if (todo === null) return null
  return (
    <p className={styles.todo}>
      <Mark tone={todo.doneBy === null ? 'warn' : 'plain'}>
        {todo.doneBy === null ? t`${askedTeam.name} still has to do` : t`${todo.doneBy.name} has done`}
      </Mark>{' '}
      {todo.text}
    </p>
  )
}

const isSafeLink = (url: string): boolean => /^(https?:\/\/|\/(?!\/))/.test(url)

export function HandOffLinks({ links }: { links: HandOff['evidenceLinks'] }) {
  if (links.length === 0) return null
  return (
    <ul className={styles.links} aria-label={t`Evidence`}>
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
      {handOff.state === 'asked-back' && <span>{t`its clock stands still until support replies`}</span>}
      {handOff.acknowledgedBy !== null && handOff.acknowledgedAt !== null && (
        <span>{tx`seen by ${handOff.acknowledgedBy.name} at ${<Moment at={handOff.acknowledgedAt} />}`}</span>
      )}
      {handOff.mayReplyToCustomer && <span>{t`may answer the customer`}</span>}
      {handOff.returnedTo !== null && <span>{t`returned to ${handOff.returnedTo.name}`}</span>}
    </p>
  )
}
