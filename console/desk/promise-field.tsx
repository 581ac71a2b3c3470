import { promisedInstant } from '@bellwether/contract/told-text.ts'
import { Select } from '@mantine/core'
import { useClockRead, useZone } from '../ui/clock.tsx'
import { dueChoices, dueOf, type DueChoice } from '../ui/due-choice.ts'
import { keepDraft, useDraft } from './draft.ts'
import styles from './composer.module.css'

/** In the field: what was promised before the reply was taken back. */
const asBefore = 'as before'

interface Promised {
  /** null: it was promised before the reply was taken back. */
  choice: DueChoice | null
  by: string
  /** As it stands in the text. */
  sentence: string
}

/** What was promised is kept with the draft: a text that is sent later promises as much. */
function readPromise(kept: string): Promised | null {
  try {
    return kept === '' ? null : (JSON.parse(kept) as Promised)
  } catch {
    return null
  }
}

const sentenceOf = (by: Date): string => `You will hear from us again by ${promisedInstant(by)}.`

/** A reply that is taken back promises what it promised. */
export function keepPromise(ticketId: string, by: string): void {
  const promised: Promised = { choice: null, by, sentence: sentenceOf(new Date(by)) }
  keepDraft(localStorage, ticketId, 'promise', JSON.stringify(promised))
}

/** When the customer was told to hear from us next: what is promised is what stands in the text. */
export function usePromise(ticketId: string, text: string, setText: (text: string) => void) {
  const [kept, setKept] = useDraft(ticketId, 'promise')
  const promised = readPromise(kept)
  const read = useClockRead()
  const zone = useZone()
  const without = promised === null ? text : text.replace(promised.sentence, '').trimEnd()
  const choose = (choice: DueChoice | null): void => {
    if (choice === null) {
      setKept('')
      return setText(without)
    }
    const by = new Date(dueOf(choice, read(), zone))
    const sentence = sentenceOf(by)
    setKept(JSON.stringify({ choice, by: by.toISOString(), sentence } satisfies Promised))
    setText(without === '' ? sentence : `${without}\n\n${sentence}`)
  }
  const isSaid = promised !== null && text.includes(promised.sentence)
  const isPast = promised !== null && Date.parse(promised.by) <= read()
  return {
    choice: isSaid ? (promised.choice ?? asBefore) : null,
    by: isSaid && !isPast ? promised.by : null,
    /** The sentence was changed, or its time is over: it is no promise. */
    isBroken: promised !== null && text.trim() !== '' && (!isSaid || isPast),
    choose,
    reset: () => setKept(''),
  }
}

const choices = dueChoices.map((choice) => ({
  value: choice,
  label: choice === 'tomorrow' ? choice : `in ${choice}`,
}))

export function PromiseField({ promise }: { promise: ReturnType<typeof usePromise> }) {
  const kept = promise.choice === asBefore ? [{ value: asBefore, label: asBefore }] : []
  return (
    <>
      {promise.isBroken && (
        <span className={styles.broken} role="status">
          The text promises nothing now.
        </span>
      )}
      <Select
        size="xs"
        w={170}
        aria-label="Promise the next word"
        placeholder="Promise the next word"
        data={[...choices, ...kept]}
        value={promise.choice}
        onChange={(chosen) => promise.choose(choices.find(({ value }) => value === chosen)?.value ?? null)}
        clearable
      />
    </>
  )
}
