import type { Signal } from '@bellwether/contract/signals.ts'
import { Link } from '@tanstack/react-router'
import { Moment } from '../ui/clock.tsx'
import type { RovingFocus } from '../ui/roving-focus.ts'
import { tx } from '../ui/rich-words.tsx'
import { wordsOfPeak, wordsOfTrigger } from './alert-rules/rule-words.ts'
import styles from './signal-list.module.css'

interface RuleSignalRowProps {
  signal: Signal
  rule: NonNullable<Signal['rule']>
  item: ReturnType<RovingFocus['itemProps']>
}

/** What fires, and how much of it there was. */
export function RuleSignalRow({ signal, rule, item }: RuleSignalRowProps) {
  return (
    <>
      <Link {...item} to="/signals/rules/$id" params={{ id: rule.id }} className={styles.title}>
        {rule.name}
      </Link>
      <p className={styles.facts}>
        <span>{wordsOfPeak(rule.trigger, rule.peak)}</span>
        <span>{tx`since ${<Moment at={signal.firstSeenAt} as="second" />}`}</span>
        <span>{wordsOfTrigger(rule.trigger)}</span>
      </p>
    </>
  )
}
