import { type BlockedSender, blockSender, listBlockedSenders, unblockSender } from '@bellwether/contract/desk.ts'
import { Button, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Moment } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { landOnFields } from '../ui/field-problems.ts'
import { Loaded } from '../ui/loaded.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { tx } from '../ui/rich-words.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'

/** Whose mail comes to spam. */
export function BlockedSenders({ canEdit }: { canEdit: boolean }) {
  const blocked = useQuery(ask(listBlockedSenders))
  return (
    <Sheet
      title={t`Blocked senders`}
      about={tx`Their mail comes to ${(
        <Link to="/desk" search={{ view: 'spam' }}>
          {t`spam`}
        </Link>
      )}, and they hear nothing from us; so does mail of strangers that a filter on its way marked as spam. Customers are always heard.`}
    >
      {canEdit && <BlockForm />}
      <Loaded query={blocked} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p>{t`Nobody is blocked.`}</p>
          ) : (
            <DataTable<BlockedSender>
              label={t`Blocked senders`}
              isStackedWhenNarrow
              rows={items}
              keyOf={({ sender }) => sender}
              columns={[
                {
                  head: t`Sender`,
                  cell: ({ sender }) => (sender.startsWith('@') ? t`everybody at ${sender.slice(1)}` : sender),
                },
                { head: t`Since`, cell: ({ blockedAt }) => <Moment at={blockedAt} as="day" /> },
                { head: t`By`, cell: ({ blockedBy }) => blockedBy?.name ?? t`a program` },
                ...(canEdit ? [{ head: t`Unblock`, cell: (one: BlockedSender) => <Unblock of={one} /> }] : []),
              ]}
            />
          )
        }
      </Loaded>
    </Sheet>
  )
}

function Unblock({ of: { sender } }: { of: BlockedSender }) {
  const unblock = useWrite(unblockSender, { refreshes: [listBlockedSenders.path] })
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-label={t`Unblock ${sender}`}
      loading={unblock.isPending}
      onClick={() => unblock.mutate({ params: { sender } })}
    >
      {t`Unblock`}
    </Button>
  )
}

function BlockForm() {
  const form = useForm({ initialValues: { sender: '' } })
  const block = useWrite(blockSender, {
    refreshes: [listBlockedSenders.path],
    showsProblem: true,
    onDone: () => form.reset(),
  })
  const send = form.onSubmit((body) =>
    block.mutate({ body }, { onError: (error) => landOnFields(error, form, ['sender']) }),
  )
  return (
    <form noValidate onSubmit={send} style={{ display: 'flex', gap: 8, alignItems: 'flex-start', flexWrap: 'wrap' }}>
      <TextInput
        aria-label={t`Address or domain`}
        placeholder={t`offers@example.com or example.com`}
        w={280}
        {...form.getInputProps('sender')}
      />
      <Button type="submit" variant="default" loading={block.isPending}>
        {t`Block`}
      </Button>
      {block.error !== null && Object.keys(form.errors).length === 0 && <ProblemView error={block.error} />}
    </form>
  )
}
