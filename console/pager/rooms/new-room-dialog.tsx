import { addRoom, listRooms, type NewRoom, type RoomKind } from '@bellwether/contract/pager.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Button, NativeSelect, Select, Switch, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { t } from '../../ui/words.ts'
import styles from '../sources/alert-sources.module.css'

/** Names where the pages of a team are said. */
export function NewRoomDialog({ kinds }: { kinds: readonly RoomKind[] }) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Add a room`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Add a room`}>
        <NewRoomForm kinds={kinds} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

const example = '#ops'

interface Values {
  team: string | null
  kind: RoomKind
  address: string
  key: string
  mayPage: boolean
}

function NewRoomForm({ kinds, onClose }: { kinds: readonly RoomKind[]; onClose: () => void }) {
  const teams = useQuery(ask(listTeams))
  const form = useForm<Values>({
    initialValues: { team: null, kind: kinds[0] ?? 'webhook', address: '', key: '', mayPage: false },
    validate: { team: (team) => (team === null ? t`Choose the team.` : null) },
  })
  const add = useWrite(addRoom, { refreshes: [listRooms.path], showsProblem: true, onDone: onClose })
  const send = form.onSubmit((values) =>
    add.mutate({ body: roomOf(values) }, { onError: (error) => landOnFields(error, form, ['team', 'address', 'key']) }),
  )
  return (
    <form noValidate className={styles.form} onSubmit={send}>
      <Select
        label={t`Team whose pages are said there`}
        data={(teams.data?.items ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
        required
        data-autofocus
        {...form.getInputProps('team')}
      />
      <NativeSelect
        label={t`Kind of room`}
        data={kinds.map((kind) => ({ value: kind, label: kindLabel(kind) }))}
        {...form.getInputProps('kind')}
      />
      {form.values.kind === 'irc' ? <ChannelFields form={form} /> : <WebhookFields form={form} />}
      <FormFoot error={add.error} form={form} isBusy={add.isPending} onCancel={onClose}>
        {t`Add the room`}
      </FormFoot>
    </form>
  )
}

function roomOf({ team, kind, address, key, mayPage }: Values): NewRoom {
  if (kind === 'webhook') return { kind, team: team ?? '', address }
  return { kind, team: team ?? '', address, mayPage, ...(key.trim() !== '' && { key: key.trim() }) }
}

const kindLabel = (kind: RoomKind): string =>
  kind === 'irc' ? t`A channel on IRC` : t`Slack, Mattermost, or what is shaped like them`

function WebhookFields({ form }: { form: UseFormReturnType<Values> }) {
  return (
    <TextInput
      label={t`Address of its incoming webhook`}
      description={t`It is as good as a key: later only its host is shown.`}
      placeholder="https://hooks.slack.com/services/…"
      required
      {...form.getInputProps('address')}
    />
  )
}

function ChannelFields({ form }: { form: UseFormReturnType<Values> }) {
  return (
    <>
      <TextInput label={t`Channel`} placeholder={example} required {...form.getInputProps('address')} />
      <TextInput label={t`Its key, where it has one`} {...form.getInputProps('key')} />
      <Switch
        label={t`Whoever is in it may page the team`}
        description={t`By “!page” and what is wrong. Who they are nobody proves, and the page says so.`}
        {...form.getInputProps('mayPage', { type: 'checkbox' })}
      />
    </>
  )
}
