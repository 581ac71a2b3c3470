import type { Condition } from '@bellwether/contract/condition.ts'
import type { TicketOrder } from '@bellwether/contract/desk-views.ts'
import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { NewTicketButton } from '../../desk/new-ticket-button.tsx'
import { QueueList } from '../../desk/queue-list.tsx'
import { builtInViews } from '../../desk/views/built-in-views.ts'
import { FilterChips } from '../../desk/views/filter-chips.tsx'
import { OrderField } from '../../desk/views/order-field.tsx'
import { OwnViewWords } from '../../desk/views/own-view-words.tsx'
import { linkOf, QueueFilter, rowsOfLink } from '../../desk/views/queue-filter.tsx'
import { type AnyView, useView } from '../../desk/views/use-view.ts'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useTicketGroups } from '../../incidents/use-ticket-groups.ts'
import { Icon } from '../../ui/icon.tsx'
import { KeyCaps } from '../../ui/key-caps.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import type { QueueSearch } from '../page-search.ts'
import { useFirstSteps } from '../first-steps/first-steps.ts'
import { FirstStepsHint } from '../first-steps/first-steps-hint.tsx'
import { SupportAddress } from '../support-address.tsx'

const page = getRouteApi('/signed-in/desk')

export function QueuePage() {
  const { view: viewId } = page.useSearch()
  const view = useView(viewId)
  const { data: found } = view
  if (found === undefined)
    return (
      <PageFrame title={t`Queue`}>
        <Loaded query={view}>{() => null}</Loaded>
      </PageFrame>
    )
  return <Queue key={viewId ?? 'open'} found={found ?? everything} isUnknown={found === null} />
}

const everything: AnyView = { own: null, view: builtInViews[0] }

/** What the page says of a view, whoever made it. */
const shown = ({ own, view }: AnyView) =>
  own === null
    ? {
        id: view.id,
        title: view.id === 'open' ? t`Queue` : view.name,
        name: view.name,
        condition: view.where as Condition,
      }
    : { id: own.id, title: own.name, name: own.name, condition: own.where }

function Queue({ found, isUnknown }: { found: AnyView; isUnknown: boolean }) {
  const { unknownView, where, order, search } = page.useSearch()
  const navigate = useNavigate()
  const { id, title, name, condition } = shown(found)
  const ownOrder = (found.own ?? found.view).order
  const go = (change: Pick<QueueSearch, 'where' | 'order' | 'search'>): void =>
    void navigate({
      to: '/desk',
      search: { view: id === 'open' ? undefined : id, where, order, search, ...change },
      replace: true,
    })
  const onOrder = (next: TicketOrder | undefined): void => go({ order: next === ownOrder ? undefined : next })
  const find = useDebouncedCallback((text: string) => go({ search: text === '' ? undefined : text }), 250)
  const mayWrite = useMay('desk.write')
  const wrong = isUnknown || unknownView !== undefined
  return (
    <PageFrame
      title={title}
      about={
        <>
          {found.own === null ? found.view.about : <OwnViewWords view={found.own} />}
          {wrong && (
            <strong> {tx`There is no view ${unknownView && `“${unknownView}”`} here: this is the whole queue.`}</strong>
          )}
        </>
      }
      actions={
        <>
          {mayWrite && <NewTicketButton />}
          <QueueFilter condition={condition} where={where} onWhere={(next) => go({ where: next })} own={found.own} />
          <OrderField order={order ?? ownOrder} onOrder={onOrder} />
          <TextInput
            type="search"
            aria-label={t`Search in this list`}
            placeholder={t`Search in this list`}
            leftSection={<Icon name="search" size={14} />}
            defaultValue={search ?? ''}
            onChange={(event) => find(event.currentTarget.value)}
            w={230}
          />
        </>
      }
    >
      {where !== undefined && (
        <FilterChips
          rows={rowsOfLink(where)}
          onRows={(rows) => go({ where: linkOf(rows) })}
          onClear={() => go({ where: undefined })}
        />
      )}
      <QueueList
        label={name}
        query={{ view: id, where, order, search }}
        groups={useTicketGroups()}
        sorting={{ order: order ?? ownOrder, onOrder }}
        {...(found.own === null ? {} : { columns: found.own.columns })}
        empty={<NoTickets isSearched={search !== undefined} isFiltered={where !== undefined} found={found} />}
      />
    </PageFrame>
  )
}

interface NoTicketsProps {
  isSearched: boolean
  isFiltered: boolean
  found: AnyView
}

function NoTickets({ isSearched, isFiltered, found: { own, view } }: NoTicketsProps) {
  const isUnnamed = useFirstSteps().steps.data?.address.isNamed === false
  if (isSearched) {
    return (
      <EmptyState icon="search" title={t`No ticket fits`}>
        {tx`What is typed here is looked for in the numbers and subjects of this list, and in the addresses of who wrote. Everything that was said is searched on the ${(
          <Link to="/search">{t`search page`}</Link>
        )}.`}
      </EmptyState>
    )
  }
  if (isFiltered) {
    return (
      <EmptyState icon="search" title={t`No ticket fits the filter`}>
        {tx`Take a filter away above, or press ${<KeyCaps keys="f" />} to change it.`}
      </EmptyState>
    )
  }
  if (own !== null) {
    return (
      <EmptyState icon="check" title={t`Nothing under “${own.name}”`}>
        {t`No ticket fits what this view asks for now.`}
      </EmptyState>
    )
  }
  if (view.id === 'doc-debt') {
    return (
      <EmptyState icon="check" title={t`No doc debt`}>
        {t`A ticket that is resolved without a written answer appears here until someone writes it down.`}
      </EmptyState>
    )
  }
  if (view.id === 'spam' || view.id === 'trash') {
    return (
      <EmptyState icon="check" title={view.id === 'spam' ? t`No spam` : t`The trash is empty`}>
        {tx`Press ${<KeyCaps keys={view.id === 'spam' ? '!' : '#'} />} on a ticket to move it here, and ${<KeyCaps keys="R" />} to restore it.`}
      </EmptyState>
    )
  }
  if (view.id !== 'open') {
    return (
      <EmptyState icon="check" title={t`Nothing under “${view.name}”`}>
        {tx`${view.about} Press ${<KeyCaps keys="g q" />} for the whole queue.`}
      </EmptyState>
    )
  }
  return (
    <EmptyState icon="queue" title={t`The queue is empty`}>
      {tx`Every mail to ${isUnnamed ? t`your address` : <SupportAddress />} becomes a ticket here, with the sender’s own requests and errors beside it.`}
      <FirstStepsHint step="address" />
    </EmptyState>
  )
}
