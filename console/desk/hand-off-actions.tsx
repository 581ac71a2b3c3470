import * as desk from '@bellwether/contract/desk.ts'
import type { HandOff } from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { t } from '../ui/words.ts'
import { type Act, HandOffAct } from './hand-off-act.tsx'
import styles from './hand-off-card.module.css'

/** What can be done about a question, in place, by the asked team and by support. */
export function HandOffActions({ handOff }: { handOff: HandOff }) {
  const [act, setAct] = useState<Act | null>(null)
  if (act !== null) return <HandOffAct act={act} handOff={handOff} onClose={() => setAct(null)} />
  return <Buttons handOff={handOff} onAct={setAct} />
}

interface ActButton {
  label: string
  isOffered: boolean
  isQuiet?: boolean
  isBusy?: boolean
  run: () => void
}

function Buttons({ handOff, onAct }: { handOff: HandOff; onAct: (act: Act) => void }) {
  const offered = useActs(handOff, onAct).filter(({ isOffered }) => isOffered)
  if (offered.length === 0) return null
  return (
    <div className={styles.actions}>
      {offered.map(({ label, isQuiet = false, isBusy = false, run }) => (
        <Button
          key={label}
          size="xs"
          variant={isQuiet ? 'subtle' : 'default'}
          {...(isQuiet ? { color: 'gray' } : {})}
          loading={isBusy}
          onClick={run}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}

const hasTodo = (todo: HandOff['todo']): boolean => todo !== null && todo.doneAt === null

/** Everything that can be done about a question, in the order in which it is shown. */
function useActs({ id, state, outcome, askedTeam, todo }: HandOff, onAct: (act: Act) => void): ActButton[] {
  const options = { refreshes: ['/api/desk'] }
  const acknowledge = useWrite(desk.acknowledgeHandOff, options)
  const withdraw = useWrite(desk.withdrawHandOff, options)
  const goOn = useWrite(desk.goOnFromHandOff, options)
  const done = useWrite(desk.finishTodo, options)
  const me = useQuery(ask(getMe)).data?.person
  const isMine = me?.teams.some((team) => team.id === askedTeam.id) ?? false
  const isOpen = outcome === null
  const opens = (label: string, act: Act, isOffered: boolean, isQuiet = true): ActButton => ({
    label,
    isOffered,
    isQuiet,
    run: () => onAct(act),
  })
  const does = (label: string, write: typeof acknowledge, isOffered: boolean, isQuiet = false): ActButton => ({
    label,
    isOffered,
    isQuiet,
    isBusy: write.isPending,
    run: () => write.mutate({ params: { id } }),
  })
  // Anybody in the company may answer; what is whose turn stands first.
  const answering = [
    does(t`Acknowledge`, acknowledge, isMine && state === 'asked'),
    opens(t`Answer`, 'answer', isOpen, !isMine),
    opens(t`Ask back`, 'ask-back', isMine && isOpen && state !== 'asked-back'),
    opens(t`Not us`, 'decline', isMine && isOpen),
    opens(t`Pass on`, 'pass-on', isOpen),
  ]
  const asking = [
    opens(t`Reply`, 'reply-to-team', state === 'asked-back', false),
    does(t`Take back`, withdraw, !isMine && isOpen, state === 'asked-back'),
    does(t`Go on`, goOn, state === 'answered' || state === 'declined'),
  ]
  return [
    ...(isMine ? answering : asking),
    ...(isMine ? asking : answering),
    opens(t`Note for the team`, 'team-note', isMine),
    does(t`Done`, done, hasTodo(todo), !isMine),
  ]
}
