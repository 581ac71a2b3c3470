import { promisedInstant } from '@bellwether/contract/told-text.ts'
import { Select } from '@mantine/core'
import { useState } from 'react'
import { useClockRead, useZone } from '../ui/clock.tsx'
import { dueChoices, dueOf, type DueChoice } from '../ui/due-choice.ts'

interface Promised {
  choice: DueChoice
  by: string
  /** As it stands in the text. */
  sentence: string
}

/** When the customer was told to hear from us next: what is promised is what stands in the text. */
export function usePromise(text: string, setText: (text: string) => void) {
  const [promised, setPromised] = useState<Promised | null>(null)
  const read = useClockRead()
  const zone = useZone()
  const without = promised === null ? text : text.replace(promised.sentence, '').trimEnd()
  const choose = (choice: DueChoice | null): void => {
    if (choice === null) {
      setPromised(null)
      return setText(without)
    }
    const by = new Date(dueOf(choice, read(), zone))
    const sentence = `You will hear from us again by ${promisedInstant(by)}.`
    setPromised({ choice, by: by.toISOString(), sentence })
    setText(without === '' ? sentence : `${without}\n\n${sentence}`)
  }
  // Who takes the sentence out of the text promises nothing.
  const isSaid = promised !== null && text.includes(promised.sentence)
  return {
    choice: isSaid ? promised.choice : null,
    by: isSaid ? promised.by : null,
    choose,
    reset: () => setPromised(null),
  }
}

export function PromiseField({ promise }: { promise: ReturnType<typeof usePromise> }) {
  return (
    <Select
      size="xs"
      w={170}
      aria-label="Promise the next word"
      placeholder="Promise the next word"
      data={dueChoices.map((choice) => ({ value: choice, label: choice === 'tomorrow' ? choice : `in ${choice}` }))}
      value={promise.choice}
      onChange={(choice) => promise.choose(choice)}
      clearable
    />
  )
}
