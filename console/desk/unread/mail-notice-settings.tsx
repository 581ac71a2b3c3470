import { getNoticeSettings, type NoticeSettings, setNoticeSettings } from '@bellwether/contract/desk.ts'
import { Button, Checkbox, Group, Radio, Select, Switch, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { ProblemView } from '../../ui/problem-view.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'

const eventWords: Readonly<Record<NoticeSettings['events'][number], string>> = {
  mentioned: t`A colleague mentions you, or a team of yours`,
  'own-message': t`A customer writes on a ticket that you own, or you are given one`,
  'own-note': t`A colleague writes a note on a ticket that you own`,
  followed: t`Somebody writes on a ticket that you follow`,
}

const waits = [
  { value: '3', label: t`3 minutes` },
  { value: '15', label: t`15 minutes` },
  { value: '60', label: t`1 hour` },
  { value: '240', label: t`4 hours` },
]

/** Of what the reader is told while they look elsewhere, and where. */
export function MailNoticeSettings() {
  const settings = useQuery(ask(getNoticeSettings))
  return (
    <Sheet
      title={t`Notifications`}
      about={t`What you have not read is sent to you in one digest: which tickets, and who of your colleagues wrote; never what was written. Reply to a mail about one ticket to add an internal note there. Pages are not affected.`}
    >
      <Loaded query={settings} rows={5}>
        {(loaded) => <Fields settings={loaded} />}
      </Loaded>
    </Sheet>
  )
}

const usualNight = { from: '22:00', until: '07:00' }

function Fields({ settings }: { settings: NoticeSettings }) {
  const form = useForm({
    initialValues: {
      events: settings.events,
      waitMinutes: String(settings.waitMinutes),
      isQuiet: settings.quiet !== null,
      quiet: settings.quiet ?? usualNight,
      by: settings.chat === null ? 'mail' : 'chat',
      chatUrl: '',
    },
    validate: {
      chatUrl: (url, { by }) =>
        by === 'chat' && settings.chat === null && url.trim() === '' ? t`Paste the address of the webhook.` : null,
    },
  })
  const save = useWrite(setNoticeSettings, {
    refreshes: [setNoticeSettings.path],
    showsProblem: true,
    onDone: () => notifications.show({ message: t`Saved.`, color: 'petrol' }),
  })
  const send = form.onSubmit(({ events, waitMinutes, isQuiet, quiet, by, chatUrl }) => {
    // What is not written again stays: it is shown to nobody.
    const chat = by === 'mail' ? { chatUrl: null } : chatUrl.trim() === '' ? {} : { chatUrl: chatUrl.trim() }
    const body = { events, waitMinutes: Number(waitMinutes), quiet: isQuiet ? quiet : null, ...chat }
    save.mutate({ body }, { onError: (error) => landOnFields(error, form, ['quiet', 'chatUrl']) })
  })
  const known = waits.some(({ value }) => value === form.values.waitMinutes)
  return (
    <form noValidate onSubmit={send} style={{ display: 'grid', gap: 14, justifyItems: 'start' }}>
      <Checkbox.Group label={t`Notify me when`} {...form.getInputProps('events')}>
        {Object.entries(eventWords).map(([value, label]) => (
          <Checkbox key={value} value={value} label={label} mt={8} />
        ))}
      </Checkbox.Group>
      <Select
        label={t`Notify after`}
        description={t`If you have not read it by then`}
        data={
          known ? waits : [{ value: form.values.waitMinutes, label: t`${form.values.waitMinutes} minutes` }, ...waits]
        }
        allowDeselect={false}
        {...form.getInputProps('waitMinutes')}
      />
      <Radio.Group label={t`Send by`} {...form.getInputProps('by')}>
        <Group mt={8}>
          <Radio value="mail" label={t`Mail`} />
          <Radio value="chat" label={t`Chat`} />
        </Group>
      </Radio.Group>
      {form.values.by === 'chat' && (
        <TextInput
          label={t`Incoming webhook`}
          description={
            settings.chat === null
              ? t`As Slack, Mattermost and others have them. It is shown to nobody again; what it does not take comes by mail.`
              : t`You are told at ${settings.chat}. Write another address to change it.`
          }
          type="url"
          w="100%"
          {...form.getInputProps('chatUrl')}
        />
      )}
      <Switch label={t`Quiet hours`} {...form.getInputProps('isQuiet', { type: 'checkbox' })} />
      {form.values.isQuiet && (
        <Group align="start">
          <TextInput type="time" label={t`From`} {...form.getInputProps('quiet.from')} />
          <TextInput
            type="time"
            label={t`Until`}
            description={t`In your time zone, also over midnight. What comes meanwhile is sent at the end.`}
            {...form.getInputProps('quiet.until')}
            error={form.errors['quiet']}
          />
        </Group>
      )}
      {save.error !== null && Object.keys(form.errors).length === 0 && <ProblemView error={save.error} />}
      <Button type="submit" variant="default" loading={save.isPending}>
        {t`Save`}
      </Button>
    </form>
  )
}
