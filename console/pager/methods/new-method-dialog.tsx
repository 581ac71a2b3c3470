import {
  addContactMethod,
  getPushKey,
  listContactMethods,
  type NewContactMethod,
} from '@bellwether/contract/pager-methods.ts'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { call } from '../../call.ts'
import { useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { SecretOnce } from '../../ui/secret-once.tsx'
import { t } from '../../ui/words.ts'
import { canBePushed, subscribeBrowser } from './push-browser.ts'

type MethodKind = NewContactMethod['kind']

interface NewMethodProps {
  personId: string
  /** What can be added on this installation. */
  kinds: readonly MethodKind[]
}

export function NewMethodDialog(props: NewMethodProps) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Add a way`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Add a way to page you`}>
        <NewMethodForm {...props} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

interface Values {
  kind: MethodKind
  address: string
  token: string
}

function NewMethodForm({ personId, kinds, onClose }: NewMethodProps & { onClose: () => void }) {
  const form = useForm<Values>({ initialValues: { kind: kinds[0] ?? 'webhook', address: '', token: '' } })
  const [refusal, setRefusal] = useState<Error | null>(null)
  const add = useWrite(addContactMethod, {
    refreshes: [listContactMethods.path],
    showsProblem: true,
    onDone: ({ webhookSecret }) => webhookSecret === null && onClose(),
  })
  if (add.data?.webhookSecret) {
    return (
      <SecretOnce
        about={t`Each page is signed with this secret (x-bellwether-signature). This is the only time it is shown.`}
        label={t`Secret`}
        secret={add.data.webhookSecret}
        onClose={onClose}
      />
    )
  }
  const { kind } = form.values
  const send = form.onSubmit((values) => {
    setRefusal(null)
    methodOf(values)
      .then((body) =>
        add.mutate(
          { params: { id: personId }, body },
          { onError: (error) => landOnFields(error, form, ['address', 'token']) },
        ),
      )
      .catch(setRefusal)
  })
  return (
    <form noValidate style={{ display: 'grid', gap: 12 }} onSubmit={send}>
      <NativeSelect
        label={t`Way`}
        description={aboutKind(kind)}
        data={kinds.map((one) => ({ value: one, label: kindLabel(one) }))}
        data-autofocus
        {...form.getInputProps('kind')}
      />
      {kind !== 'push' && (
        <TextInput
          label={addressLabel(kind)}
          placeholder={examples[kind]}
          required
          {...form.getInputProps('address')}
        />
      )}
      {kind === 'ntfy' && (
        <TextInput label={t`Access token, where the topic asks for one`} {...form.getInputProps('token')} />
      )}
      <FormFoot error={refusal ?? add.error} form={form} isBusy={add.isPending} onCancel={onClose}>
        {t`Add it`}
      </FormFoot>
    </form>
  )
}

async function methodOf({ kind, address, token }: Values): Promise<NewContactMethod> {
  if (kind === 'push') return subscribeBrowser((await call(getPushKey)).key)
  if (kind === 'ntfy') return { kind, address, ...(token.trim() !== '' && { token: token.trim() }) }
  return { kind, address }
}

const examples: Readonly<Record<Exclude<MethodKind, 'push'>, string>> = {
  webhook: 'https://phones.example.com/page',
  slack: 'https://hooks.slack.com/services/…',
  ntfy: 'https://ntfy.sh/your-topic',
  sms: '+44 20 7946 0018',
  voice: '+44 20 7946 0018',
  irc: 'dee',
}

function addressLabel(kind: MethodKind): string {
  if (kind === 'irc') return t`Nick`
  return kind === 'sms' || kind === 'voice' ? t`Number` : t`Address`
}

function kindLabel(kind: MethodKind): string {
  const labels: Record<MethodKind, () => string> = {
    webhook: () => t`A webhook of your own`,
    slack: () => t`Slack, Mattermost, or what is shaped like them`,
    ntfy: () => t`ntfy on a phone`,
    push: () => t`This browser`,
    sms: () => t`Text message`,
    voice: () => t`Call`,
    irc: () => t`A message on IRC`,
  }
  return labels[kind]()
}

function aboutKind(kind: MethodKind): string {
  const texts: Record<MethodKind, () => string> = {
    webhook: () => t`Signed JSON to a program of yours. Its address may carry a key, so later only its host is shown.`,
    slack: () =>
      t`The address of an incoming webhook; later only its host is shown. Whoever reads along can acknowledge in your name.`,
    ntfy: () =>
      t`The app rings, and acknowledges with one touch. Whoever knows a topic reads along, and can acknowledge in your name: choose a long name.`,
    push: () =>
      canBePushed()
        ? t`Rings in this browser, also while no screen of Bellwether is open.`
        : t`This browser takes no pushes here: they need https, and on an iPhone the page on its home screen.`,
    sms: () => t`Answer 4 to acknowledge, 6 to escalate, or follow the link in it.`,
    voice: () => t`The page is read out; press 4 to acknowledge, 6 to escalate.`,
    irc: () =>
      t`Answer there with “ack” or “next” and the code in the page. Whoever has this nick reads along, and can acknowledge in your name: register it, and be there.`,
  }
  return texts[kind]()
}
