import { getSignatures, setSignature, type Signatures } from '@bellwether/contract/desk.ts'
import { Radio } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'
import { SaveSignature, SignatureText } from './signature-parts.tsx'

/** What stands below what the reader sends to customers. */
export function SignatureSetting() {
  const signatures = useQuery(ask(getSignatures))
  return (
    <Sheet
      title={t`Signature`}
      about={t`It stands below your replies to customers, and is shown there before you send. A single reply can go without.`}
    >
      <Loaded query={signatures} rows={3}>
        {(loaded) => <OwnFields key={JSON.stringify(loaded)} signatures={loaded} />}
      </Loaded>
    </Sheet>
  )
}

function OwnFields({ signatures: { own, ofDesk } }: { signatures: Signatures }) {
  const form = useForm({ initialValues: { whose: own === null ? 'desk' : 'own', text: own ?? ofDesk } })
  const save = useWrite(setSignature, {
    refreshes: [getSignatures.path],
    showsProblem: true,
    onDone: () => notifications.show({ message: t`Saved.`, color: 'petrol' }),
  })
  const send = form.onSubmit(({ whose, text }) =>
    save.mutate(
      { body: { text: whose === 'desk' ? null : text } },
      { onError: (error) => landOnFields(error, form, ['text']) },
    ),
  )
  const deskWords = ofDesk === '' ? t`None: the desk has not set one` : ofDesk
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14, justifyItems: 'start' }}>
      <Radio.Group aria-label={t`Signature`} {...form.getInputProps('whose')}>
        <Radio
          value="desk"
          label={t`That of the desk`}
          description={deskWords}
          styles={{ description: { whiteSpace: 'pre-wrap' } }}
        />
        <Radio value="own" label={t`My own`} mt={8} />
      </Radio.Group>
      {form.values.whose === 'own' && (
        <SignatureText
          label={t`My own`}
          description={t`Leave it empty to send without. {my name} stands for your name.`}
          {...form.getInputProps('text')}
        />
      )}
      <SaveSignature save={save} form={form} />
    </form>
  )
}
