import { listIncomingMails, type IncomingMail, openRawMail, recoverMail } from '@bellwether/contract/mail.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { Button, Group, TextInput } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askPages } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Moment } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { SenderMark } from '../ui/sender-mark.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t, translated } from '../ui/words.ts'
import { useMay } from '../use-may.ts'
import { MakeMailbox } from './make-mailbox.tsx'
import { SetAsideButton } from './set-aside-dialog.tsx'

const words = {
  held: {
    title: t`Held mail`,
    about: t`Kept aside instead of lost. Recover puts it on the ticket that it answers, or makes one of it.`,
    empty: t`Nothing is held`,
    what: t`Mail to an address that nobody has set up, that names no sender whom one could answer, or returns what did not come from here, is kept with its reason.`,
  },
  rejected: {
    title: t`Rejected mail`,
    about: t`Not filed, for the reason given; kept all the same, and recovered in the same way.`,
    empty: t`Nothing is rejected`,
    what: t`Second copies of a mail, read receipts and our own mail that came back are kept here with their reason.`,
  },
} as const

/** Mails that became nothing yet, with the reason and a way back. */
export function UnfiledMail({ outcome }: { outcome: 'held' | 'rejected' }) {
  const held = useInfiniteQuery(askPages(listIncomingMails, { outcome, limit: 50 }))
  const { title, about, empty, what } = words[outcome]
  const rows = held.data?.pages.flatMap((page) => page.items)
  return (
    <Sheet title={title} about={about}>
      <Loaded query={{ ...held, data: rows }}>
        {(loaded) =>
          loaded.length === 0 ? (
            <EmptyState icon="mail" title={empty} isCompact>
              {what}
            </EmptyState>
          ) : (
            <>
              <DataTable<IncomingMail>
                label={title}
                isStackedWhenNarrow
                rows={loaded}
                keyOf={(mail) => mail.id}
                columns={[
                  { head: t`Came`, cell: (mail) => <Moment at={mail.receivedAt} /> },
                  { head: t`From`, cell: (mail) => <From mail={mail} /> },
                  { head: t`Mail`, cell: (mail) => <Subject mail={mail} /> },
                  { head: t`Why`, cell: (mail) => <Why mail={mail} /> },
                  { head: t`Recover`, cell: (mail) => <RecoverButton mail={mail} /> },
                  ...(outcome === 'held'
                    ? [{ head: t`Set aside`, cell: (mail: IncomingMail) => <SetAsideButton mail={mail} /> }]
                    : []),
                ]}
              />
              <MoreButton query={held} />
            </>
          )
        }
      </Loaded>
    </Sheet>
  )
}

function Why({ mail }: { mail: IncomingMail }) {
  const mayMake = useMay('mail.configure')
  return (
    <>
      {translated(mail.reason ?? '–')}{' '}
      {mayMake && mail.strayTo.map((address) => <MakeMailbox key={address} address={address} />)}
    </>
  )
}

function From({ mail }: { mail: IncomingMail }) {
  return (
    <>
      {mail.from ?? mail.envelopeFrom} <SenderMark sender={mail.sender} />
    </>
  )
}

function Subject({ mail }: { mail: IncomingMail }) {
  return (
    <>
      {mail.subject ?? t`(no subject)`}{' '}
      <a
        href={urlOf(openRawMail, { params: { id: mail.id } })}
        download
        style={{ whiteSpace: 'nowrap' }}
        aria-label={t`Open the raw mail ${mail.subject ?? ''}`}
      >
        {t`Open raw mail`}
      </a>
    </>
  )
}

function RecoverButton({ mail }: { mail: IncomingMail }) {
  const recover = useWrite(recoverMail, {
    refreshes: ['/api/mail', '/api/desk'],
    notice: t`The mail is on a ticket now.`,
  })
  const [from, setFrom] = useState('')
  return (
    <Group gap={6} wrap="nowrap">
      {mail.from === null && (
        <TextInput
          size="xs"
          type="email"
          placeholder={t`Whom it is from`}
          aria-label={t`Whom the mail ${mail.subject ?? ''} is from`}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
      )}
      <Button
        size="compact-xs"
        variant="default"
        flex="none"
        loading={recover.isPending}
        onClick={() => recover.mutate({ params: { id: mail.id }, body: { from: from.trim() || null } })}
        aria-label={t`Recover the mail ${mail.subject ?? ''}`}
      >
        {t`Recover`}
      </Button>
    </Group>
  )
}
