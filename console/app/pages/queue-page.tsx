import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { QueueList } from '../../desk/queue-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyCaps } from '../../ui/key-caps.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { SupportAddress } from '../support-address.tsx'
import { viewTitles } from '../view-titles.ts'

const page = getRouteApi('/signed-in/desk')

export function QueuePage() {
  const { view = 'open', search } = page.useSearch()
  const navigate = useNavigate()
  const find = useDebouncedCallback((text: string) => {
    void navigate({
      to: '/desk',
      search: { view: view === 'open' ? undefined : view, search: text === '' ? undefined : text },
      replace: true,
    })
  }, 250)
  const { short, about } = viewTitles[view]
  return (
    <PageFrame
      title={short === 'Open' ? 'Queue' : short}
      about={about}
      actions={
        <TextInput
          key={view}
          aria-label="Search in this list"
          placeholder="Search in this list"
          leftSection={<Icon name="search" size={14} />}
          defaultValue={search ?? ''}
          onChange={(event) => find(event.currentTarget.value)}
          w={230}
        />
      }
    >
      <QueueList
        label={short}
        query={{ view, search }}
        empty={<NoTickets isSearched={search !== undefined} view={view} />}
      />
    </PageFrame>
  )
}

function NoTickets({ isSearched, view }: { isSearched: boolean; view: keyof typeof viewTitles }) {
  if (isSearched) {
    return (
      <EmptyState icon="search" title="No ticket fits">
        Search looks at subjects, messages, customers and numbers of this list. Press <KeyCaps keys="mod+k" /> to search
        everywhere.
      </EmptyState>
    )
  }
  if (view === 'doc-debt') {
    return (
      <EmptyState icon="check" title="No doc debt">
        A ticket that is resolved without a written answer appears here until someone writes it down.
      </EmptyState>
    )
  }
  if (view !== 'open') {
    return (
      <EmptyState icon="check" title={`Nothing under “${viewTitles[view].short}”`}>
        {viewTitles[view].about} Press <KeyCaps keys="g q" /> for the whole queue.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon="queue" title="The queue is empty">
      Every mail to <SupportAddress /> becomes a ticket here, with the sender’s own requests and errors beside it.
    </EmptyState>
  )
}
