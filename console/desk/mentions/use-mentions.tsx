import { getMe, listTeams } from '@bellwether/contract/people.ts'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { ask } from '../../call.query.ts'
import { Icon } from '../../ui/icon.tsx'
import { changeField } from '../written/change-field.ts'
import { type Mentionable, mentionablesFor, mentionAt } from './begun-mention.rules.ts'
import styles from './mentions.module.css'

/** Everybody in a team, and the teams. */
function useMentionables(isOn: boolean): readonly Mentionable[] {
  const teams = useQuery({ ...ask(listTeams), enabled: isOn }).data?.items ?? []
  const people = new Map(
    teams.flatMap((team) => team.people.map(({ id, name }) => [id, { id, name, isTeam: false }] as const)),
  )
  return [...people.values(), ...teams.map(({ id, name }) => ({ id, name, isTeam: true }))]
}

/** Offers whom `@` may mention while it is written; chosen with the arrows and Enter or Tab, or by pointing. */
export function useMentions(field: RefObject<HTMLTextAreaElement | null>, text: string, isOn: boolean) {
  const id = useId()
  const me = useQuery({ ...ask(getMe), enabled: isOn }).data?.person.id
  const mentionables = useMentionables(isOn).filter((one) => one.id !== me)
  const [caret, setCaret] = useState(0)
  const [current, setCurrent] = useState(0)
  /** Where a mention was put away, which is offered no more. */
  const [putAwayAt, setPutAwayAt] = useState(-1)
  const mention = isOn ? mentionAt(text, caret) : null
  // Once it is deleted the next one in its place is another one.
  if (mention === null && putAwayAt >= 0 && text[putAwayAt] !== '@') setPutAwayAt(-1)
  const offered = mention === null || mention.at === putAwayAt ? [] : mentionablesFor(mention.begun, mentionables)
  const at = Math.min(current, offered.length - 1)
  const choose = ({ name }: Mentionable): void => {
    if (field.current === null || mention === null) return
    const words = `@${name}`
    const end = mention.at + words.length
    changeField(field.current, { from: mention.at, to: caret, words, selects: [end, end] })
  }
  const acts: Readonly<Record<string, () => void>> = {
    ArrowDown: () => setCurrent((at + 1) % offered.length),
    ArrowUp: () => setCurrent((at + offered.length - 1) % offered.length),
    Enter: () => choose(offered[at]!),
    Tab: () => choose(offered[at]!),
    Escape: () => setPutAwayAt(mention?.at ?? -1),
  }
  return {
    /** Whether the press was meant for what is offered. */
    takesKey: (event: KeyboardEvent): boolean => {
      const act = offered.length === 0 || event.ctrlKey || event.metaKey || event.shiftKey ? undefined : acts[event.key]
      if (act === undefined || event.nativeEvent.isComposing) return false
      event.preventDefault()
      event.stopPropagation()
      act()
      return true
    },
    fieldProps: {
      onSelect: () => {
        setCaret(field.current?.selectionEnd ?? 0)
        setCurrent(0)
      },
      ...(offered.length > 0
        ? { 'aria-autocomplete': 'list' as const, 'aria-controls': id, 'aria-activedescendant': `${id}-${at}` }
        : {}),
    },
    list:
      offered.length === 0 ? null : (
        <div id={id} role="listbox" aria-label="Whom to mention" className={styles.mentions}>
          {offered.map((one, index) => (
            <button
              key={one.id}
              id={`${id}-${index}`}
              type="button"
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              // The field keeps the caret.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(one)}
            >
              <Icon name={one.isTeam ? 'team' : 'person'} size={14} /> {one.name}
            </button>
          ))}
        </div>
      ),
  }
}
