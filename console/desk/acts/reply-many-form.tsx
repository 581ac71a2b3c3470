import { snippetBlanks, unknownBlanks } from '@bellwether/contract/snippet-text.ts'
import { Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useRef, useState } from 'react'
import { FormFoot } from '../../ui/form-foot.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'
import { useDraft } from '../draft.ts'
import { useOffers } from '../offers/use-offers.tsx'
import { SignatureBelow } from '../signature/signature-below.tsx'
import { useSignature } from '../signature/use-signature.ts'
import { useRawSnippets } from '../snippets/use-snippets.tsx'
import type { ActFormProps } from './act-form.ts'
import { useAct } from './use-act.tsx'

const blanks = snippetBlanks.map((one) => `{${one}}`).join(', ')

/** One text to the customers of many tickets, each with its own names in it. */
export function ReplyManyForm({ acted, onDone, onClose }: ActFormProps) {
  const [kept, setKept] = useDraft('many', 'reply-many')
  const signature = useSignature()
  const [isUnsigned, setUnsigned] = useState(false)
  const act = useAct({
    onDone: () => {
      setKept('')
      onDone()
    },
    showsProblem: true,
  })
  const form = useForm({
    initialValues: { text: kept },
    onValuesChange: ({ text }) => setKept(text),
    validate: { text: textFault },
  })
  const field = useRef<HTMLTextAreaElement>(null)
  const snippets = useOffers(field, form.values.text, useRawSnippets())
  const send = form.onSubmit(({ text }) =>
    act.run({ kind: 'reply', text, signature: isUnsigned ? '' : signature }, acted.tickets),
  )
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <Textarea
        label={t`What each of them reads`}
        ref={field}
        description={t`Filled in for each: ${blanks}. Where nothing is known for one of them, that ticket is left out and named. ; inserts a snippet.`}
        onKeyDown={(event) => void snippets.takesKey(event)}
        onSelect={snippets.onSelect}
        {...snippets.fieldProps}
        data-autofocus
        required
        autosize
        minRows={6}
        maxRows={16}
        {...form.getInputProps('text')}
      />
      {snippets.list}
      <SignatureBelow signature={signature} isLeftOut={isUnsigned} onToggle={() => setUnsigned(!isUnsigned)} />
      <FormFoot error={act.error} form={form} isBusy={act.isBusy} onCancel={onClose}>
        {t`Send to all in a minute`}
      </FormFoot>
    </form>
  )
}

function textFault(text: string): string | null {
  if (text.trim() === '') return t`Write something here.`
  const unknown = unknownBlanks(text)
  return unknown.length === 0 ? null : t`${unknown.join(', ')} is nothing that can be filled in.`
}
