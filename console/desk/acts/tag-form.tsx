import { listTags } from '@bellwether/contract/desk.ts'
import { tagOf } from '@bellwether/contract/tag.ts'
import { TagsInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { ask } from '../../call.query.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { isSendKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'
import type { ActFormProps } from './act-form.ts'
import { useAct } from './use-act.tsx'

const asTags = (texts: readonly string[]): string[] => [...new Set(texts.map(tagOf).filter((tag) => tag !== ''))]

/** The tags of one ticket as they shall be; of many what is added and what is taken off. */
export function TagForm({ acted, onDone, onClose }: ActFormProps) {
  const known = useQuery(ask(listTags)).data?.items ?? []
  const act = useAct({ onDone, showsProblem: true })
  // What somebody adds meanwhile nobody takes off here.
  const [before] = useState(acted.tags)
  const form = useForm({ initialValues: { add: [...(before ?? [])], remove: [] as string[] } })
  const send = form.onSubmit(({ add, remove }) => {
    const had = new Set(before)
    const wanted = new Set(add)
    const change =
      before === undefined ? { add, remove } : { add: [...wanted.difference(had)], remove: [...had.difference(wanted)] }
    if (change.add.length + change.remove.length === 0) return onClose()
    act.run({ kind: 'tag', ...change }, acted.tickets)
  })
  const field = (name: 'add' | 'remove') => ({
    data: known,
    splitChars: [','],
    acceptValueOnBlur: true,
    value: form.values[name],
    onChange: (texts: string[]) => form.setFieldValue(name, asTags(texts)),
  })
  return (
    <form noValidate onKeyDown={takeInAndSend} onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <TagsInput
        label={before === undefined ? t`Add` : t`Tags`}
        description={t`A word or a few with dashes. Customers never see them.`}
        placeholder={form.values.add.length === 0 ? t`slow-fonts` : ''}
        data-autofocus
        {...field('add')}
      />
      {before === undefined && <TagsInput label={t`Take off`} {...field('remove')} />}
      <FormFoot error={act.error} form={form} isBusy={act.isBusy} onCancel={onClose}>
        {t`Save`}
      </FormFoot>
    </form>
  )
}

/** By the key by which the composer sends; what stands in the field and is no tag yet becomes one. */
function takeInAndSend(event: KeyboardEvent<HTMLFormElement>): void {
  if (!isSendKey(event)) return
  event.preventDefault()
  const form = event.currentTarget
  if (event.target instanceof HTMLElement) event.target.blur()
  setTimeout(() => form.requestSubmit())
}
