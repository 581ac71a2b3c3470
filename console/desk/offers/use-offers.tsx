import { type KeyboardEvent, type ReactNode, type RefObject, useId, useState } from 'react'
import { t } from '../../ui/words.ts'
import { changeField } from '../written/change-field.ts'
import styles from './offers.module.css'

/** What is being written that something can be offered for: where it begins, and what stands behind its sign. */
export interface Begun {
  readonly at: number
  readonly begun: string
}

/** What a sign in a text offers while it is written. */
export interface Offer<T extends { readonly id: string }> {
  /** What the list is called. */
  readonly label: string
  /** What is being written in front of the caret; null where nothing is. */
  readonly begunAt: (text: string, caret: number) => Begun | null
  readonly offersFor: (begun: string) => readonly T[]
  /** How many there are besides those that are offered. */
  readonly moreThan?: (begun: string, offered: number) => number
  readonly show: (one: T) => ReactNode
  /** What takes the place of what was written, and what is selected then, counted from its beginning. */
  readonly put: (one: T) => { readonly words: string; readonly selects: readonly [from: number, to: number] }
}

/** Offers what a sign asks for; chosen with the arrows and Enter or Tab, or by pointing. */
export function useOffers<T extends { readonly id: string }>(
  field: RefObject<HTMLTextAreaElement | null>,
  text: string,
  offer: Offer<T> | null,
) {
  const id = useId()
  const [caret, setCaret] = useState(0)
  /** Which of them; before a letter of it is written none, so that Enter ends a line. */
  const [current, setCurrent] = useState<number | null>(null)
  /** Where it was put away, and with which sign: there it is offered no more. */
  const [putAway, setPutAway] = useState({ at: -1, sign: '' })
  const { begun, offered, more } = offeredAt(offer, { text, caret, putAwayAt: putAway.at })
  // Once it is deleted the next one in its place is another one.
  if (begun === null && putAway.at >= 0 && text[putAway.at] !== putAway.sign) setPutAway({ at: -1, sign: '' })
  const at = Math.min(current ?? (begun?.begun === '' ? -1 : 0), offered.length - 1)
  const choose = (one: T): void => {
    if (field.current === null || begun === null || offer === null) return
    const { words, selects } = offer.put(one)
    const [from, to] = selects.map((place) => begun.at + place)
    changeField(field.current, { from: begun.at, to: caret, words, selects: [from ?? 0, to ?? 0] })
  }
  const acts: Readonly<Record<string, () => void>> = {
    ArrowDown: () => setCurrent((at + 1) % offered.length),
    ArrowUp: () => setCurrent((Math.max(at, 0) + offered.length - 1) % offered.length),
    ...(at < 0 ? {} : { Enter: () => choose(offered[at]!), Tab: () => choose(offered[at]!) }),
    Escape: () => setPutAway({ at: begun?.at ?? -1, sign: text[begun?.at ?? 0] ?? '' }),
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
    onSelect: () => {
      setCaret(field.current?.selectionEnd ?? 0)
      setCurrent(null)
    },
    /** Of the field, while something is offered. */
    fieldProps: offered.length > 0 ? listedProps(id, at) : {},
    list:
      offer === null || offered.length === 0 ? null : (
        <OfferList id={id} offer={offer} offered={offered} at={at} more={more} onChoose={choose} />
      ),
  }
}

/** What is being written in front of the caret, and what is offered for it. */
function offeredAt<T extends { readonly id: string }>(
  offer: Offer<T> | null,
  { text, caret, putAwayAt }: { text: string; caret: number; putAwayAt: number },
): { begun: Begun | null; offered: readonly T[]; more: number } {
  const begun = offer === null ? null : offer.begunAt(text, caret)
  if (offer === null || begun === null || begun.at === putAwayAt) return { begun, offered: [], more: 0 }
  const offered = offer.offersFor(begun.begun)
  return { begun, offered, more: offer.moreThan?.(begun.begun, offered.length) ?? 0 }
}

const listedProps = (id: string, at: number) => ({
  'aria-autocomplete': 'list' as const,
  'aria-controls': id,
  ...(at < 0 ? {} : { 'aria-activedescendant': `${id}-${at}` }),
})

interface OfferListProps<T extends { readonly id: string }> {
  id: string
  offer: Offer<T>
  offered: readonly T[]
  /** Which of them is current; -1: none. */
  at: number
  more: number
  onChoose: (one: T) => void
}

function OfferList<T extends { readonly id: string }>({ id, offer, offered, at, more, onChoose }: OfferListProps<T>) {
  return (
    <div ref={showList} id={id} role="listbox" aria-label={offer.label} className={styles.offers}>
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
          onClick={() => onChoose(one)}
        >
          {offer.show(one)}
        </button>
      ))}
      {more > 0 && <span className={styles.more}>{t`and ${more} more: type on`}</span>}
    </div>
  )
}

/** On a phone it may be behind what sends. */
const showList = (list: HTMLElement | null): void => void list?.scrollIntoView({ block: 'nearest' })
