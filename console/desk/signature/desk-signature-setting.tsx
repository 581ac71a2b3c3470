import { getSignatures, setDeskSignature } from '@bellwether/contract/desk.ts'
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

/** What stands below what everybody sends who made no signature of their own. */
export function DeskSignatureSetting() {
  const signatures = useQuery(ask(getSignatures))
  return (
    <Sheet
      title={t`Signature of the desk`}
      about={t`It stands below the replies of everybody who made none of their own.`}
    >
      <Loaded query={signatures} rows={3}>
        {({ ofDesk }) => <DeskField key={ofDesk} ofDesk={ofDesk} />}
      </Loaded>
    </Sheet>
  )
}

function DeskField({ ofDesk }: { ofDesk: string }) {
  const form = useForm({ initialValues: { text: ofDesk } })
  const save = useWrite(setDeskSignature, {
    refreshes: [getSignatures.path],
    showsProblem: true,
    onDone: () => notifications.show({ message: t`Saved.`, color: 'petrol' }),
  })
  const send = form.onSubmit((body) =>
    save.mutate({ body }, { onError: (error) => landOnFields(error, form, ['text']) }),
  )
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14, justifyItems: 'start' }}>
      <SignatureText
        label={t`Signature of the desk`}
        description={t`{my name} stands for the name of whoever sends. Empty: nothing stands below.`}
        {...form.getInputProps('text')}
      />
      <SaveSignature save={save} form={form} />
    </form>
  )
}
