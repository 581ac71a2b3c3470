import { instantPromised, promisedInstant } from '@bellwether/contract/told-text.ts'
import { Select } from '@mantine/core'
import { useClockRead, useZone } from '../ui/clock.tsx'
import { dueChoices, dueChoiceWords, dueOf, type DueChoice } from '../ui/due-choice.ts'
import { shortOf } from '../ui/instants.ts'
import { t } from '../ui/words.ts'
import styles from './composer.module.css'

const sentenceOf = (by: Date): string => `You will hear from us again by ${promisedInstant(by)}.`
const sentence = /You will hear from us again by ([^.\n]{0,100})\./

/** When the customer was told to hear from us next: what is promised is what stands in the text, wherever it was written. */
export function usePromise(text: string, setText: (text: string) => void) {
  const read = useClockRead()
  const zone = useZone()
  const said = sentence.exec(text)?.[1]
  const at = said === undefined ? null : instantPromised(said, new Date(read()))
  const by = at !== null && at.getTime() > read() ? at : null
  const choose = (choice: DueChoice | null): void => {
    const without = text.replace(sentence, '').trimEnd()
    if (choice === null) return setText(without)
    const next = sentenceOf(new Date(dueOf(choice, read(), zone)))
    setText(without === '' ? next : `${without}\n\n${next}`)
  }
  return {
    by: by?.toISOString() ?? null,
    /** As the reader's clock says it; null where nothing is promised. */
    words: by === null ? null : t`by ${shortOf(by, read(), zone)}`,
    /** What stands there is no time that is to come. */
    isBroken: said !== undefined && by === null,
    choose,
  }
}

const choices = dueChoices.map((choice) => ({
  value: choice,
  label: choice === 'tomorrow' ? dueChoiceWords[choice] : t`in ${dueChoiceWords[choice]}`,
}))

export function PromiseField({ promise }: { promise: ReturnType<typeof usePromise> }) {
  const promised = promise.words === null ? [] : [{ value: promise.words, label: promise.words }]
  return (
    <>
      {promise.isBroken && (
        <span className={styles.broken} role="status">
          {t`The text promises nothing: no time that is to come.`}
        </span>
      )}
      <Select
        size="xs"
        w={170}
        aria-label={t`Promise the next word`}
        placeholder={t`Promise the next word`}
        data={[...promised, ...choices]}
        value={promise.words}
        onChange={(chosen) => promise.choose(choices.find(({ value }) => value === chosen)?.value ?? null)}
        clearable
      />
    </>
  )
}
