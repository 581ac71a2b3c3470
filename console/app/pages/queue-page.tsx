import { builtInViews, type TicketView } from '@bellwether/contract/desk-views.ts'
import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { NewTicketButton } from '../../desk/new-ticket-button.tsx'
import { QueueList } from '../../desk/queue-list.tsx'
import { useMay } from '../../use-may.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeyCaps } from '../../ui/key-caps.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import type { QueueSearch } from '../page-search.ts'
import { useFirstSteps } from '../first-steps/first-steps.ts'
import { FirstStepsHint } from '../first-steps/first-steps-hint.tsx'
import { SupportAddress } from '../support-address.tsx'

const page = getRouteApi('/signed-in/desk')

export function QueuePage() {
  const { view: viewId = 'open', unknownView, where, search } = page.useSearch()
  const navigate = useNavigate()
  const find = useDebouncedCallback((text: string) => {
    void navigate({
      to: '/desk',
      search: { view: viewId === 'open' ? undefined : viewId, where, search: text === '' ? undefined : text },
      replace: true,
    })
  }, 250)
  const view = builtInViews.find(({ id }) => id === viewId) ?? builtInViews[0]
  const mayWrite = useMay('desk.write')
  return (
    <PageFrame
      title={view.id === 'open' ? 'Queue' : view.name}
      about={
        <>
          {view.about}
          {unknownView !== undefined && <strong> There is no view “{unknownView}”: this is the whole queue.</strong>}
          {where !== undefined && <Narrowed view={viewId} search={search} />}
        </>
      }
      actions={
        <>
          {mayWrite && <NewTicketButton />}
          <TextInput
            type="search"
            key={view.id}
            aria-label="Search in this list"
            placeholder="Search in this list"
            leftSection={<Icon name="search" size={14} />}
            defaultValue={search ?? ''}
            onChange={(event) => find(event.currentTarget.value)}
            w={230}
          />
        </>
      }
    >
      <QueueList
        label={view.name}
        query={{ view: view.id, where, search }}
        empty={<NoTickets isSearched={search !== undefined || where !== undefined} view={view} />}
      />
    </PageFrame>
  )
}

/** A link may ask for less than the view: whoever opens it has to know. */
function Narrowed({ view, search }: Pick<QueueSearch, 'view' | 'search'>) {
  return (
    <>
      {' '}
      <strong>Narrowed by a condition in the link.</strong>{' '}
      <Link to="/desk" search={{ view: view === 'open' ? undefined : view, search }}>
        Show all of it
      </Link>
    </>
  )
}

function NoTickets({ isSearched, view }: { isSearched: boolean; view: TicketView }) {
  const isUnnamed = useFirstSteps().steps.data?.address.isNamed === false
  if (isSearched) {
    return (
      <EmptyState icon="search" title="No ticket fits">
        A search looks at the numbers and subjects of this list, and at the addresses of who wrote.
      </EmptyState>
    )
  }
  if (view.id === 'doc-debt') {
    return (
      <EmptyState icon="check" title="No doc debt">
        A ticket that is resolved without a written answer appears here until someone writes it down.
      </EmptyState>
    )
  }
  if (view.id !== 'open') {
    return (
      <EmptyState icon="check" title={`Nothing under “${view.name}”`}>
        {view.about} Press <KeyCaps keys="g q" /> for the whole queue.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon="queue" title="The queue is empty">
      Every mail to {isUnnamed ? 'your address' : <SupportAddress />} becomes a ticket here, with the sender’s own
      requests and errors beside it.
      <FirstStepsHint step="address" />
    </EmptyState>
  )
}
