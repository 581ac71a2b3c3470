import type { Condition } from '@bellwether/contract/condition.ts'
import { usualColumns } from '@bellwether/contract/view-columns.ts'
import { listTickets, type ListedTicket } from '@bellwether/contract/desk.ts'
import { useMediaQuery, useSessionStorage } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type CSSProperties, useState, type ReactNode } from 'react'
import { askPages } from '../call.query.ts'
import { useCommands } from '../ui/command-keys.tsx'
import type { BoundCommand } from '../ui/commands.ts'
import { plural } from '../ui/figures.ts'
import { Loaded } from '../ui/loaded.tsx'
import { LongList } from '../ui/long-list.tsx'
import { useRovingFocus } from '../ui/roving-focus.ts'
import { MoreButton } from '../ui/more-button.tsx'
import { t } from '../ui/words.ts'
import { type ActDialog, ActDialogs } from './acts/act-dialogs.tsx'
import { type Acted, nowOf } from './acts/act-form.ts'
import { useAct } from './acts/use-act.tsx'
import { useBegun } from './begun/use-begun.ts'
import { TicketPreview } from './preview/ticket-preview.tsx'
import { tracksOf, useColumns } from './queue-columns.tsx'
import { Heads, type Sorting } from './queue-heads.tsx'
import { queueCommands } from './queue.commands.ts'
import { GroupRow } from './group-row.tsx'
import { QueueRow } from './queue-row.tsx'
import { SelectionBar } from './selection-bar.tsx'
import { entriesOf, type QueueEntry, type TicketGroup, ticketsOf } from './ticket-groups.ts'
import { useUnread } from './unread/use-unread.ts'
import { type Selection, useSelection } from './use-selection.ts'
import styles from './queue-list.module.css'

interface QueueListProps {
  label: string
  query: Readonly<Partial<Record<'view' | 'where' | 'order' | 'search' | 'customerId', string | undefined>>>
  /** What several tickets may be about. */
  groups?: readonly TicketGroup[]
  /** What it shows beside number, customer and subject. */
  columns?: readonly string[]
  /** By which of them it can be sorted at its heads. */
  sorting?: Sorting
  /** Shown when nothing fits. */
  empty: ReactNode
}

const noGroups: readonly TicketGroup[] = []
/** Whoever goes on to the end of a list goes far. */
const laterPages = 200
const rowHeight = 41

/** Tickets with the nearest breach first. */
export function QueueList({ label, query, groups = noGroups, columns = usualColumns, sorting, empty }: QueueListProps) {
  const tickets = useInfiniteQuery({
    ...askPages(listTickets, { ...query, limit: 50 }, {}, laterPages),
    // Another order comes in place: nothing jumps, and the focus stays. Of other tickets nothing may stay selected.
    placeholderData: (before, asked) =>
      asked !== undefined && isSameSet(asked.queryKey[1].query, query) ? before : undefined,
  })
  const rows = onceEach(tickets.data?.pages.flatMap((page) => page.items) ?? [])
  return (
    <Loaded query={{ ...tickets, data: tickets.data === undefined ? undefined : rows }} rows={12}>
      {(loaded) =>
        loaded.length === 0 ? (
          empty
        ) : (
          <>
            <Rows
              label={label}
              query={query}
              groups={groups}
              columns={columns}
              sorting={sorting}
              tickets={loaded}
              hasMore={tickets.hasNextPage}
              onEnd={() => {
                // What failed is asked for again by the button.
                if (tickets.hasNextPage && !tickets.isFetching && !tickets.isFetchNextPageError)
                  void tickets.fetchNextPage()
              }}
            />
            <MoreButton query={tickets} />
          </>
        )
      }
    </Loaded>
  )
}

/** Whether two questions have the same tickets for an answer, in whichever order. */
const isSameSet = (one: QueueListProps['query'], other: QueueListProps['query']): boolean =>
  one.view === other.view &&
  one.where === other.where &&
  one.search === other.search &&
  one.customerId === other.customerId

/** What moved down the list while its pages came stands where it stood first, as it came last. */
const onceEach = (tickets: readonly ListedTicket[]): ListedTicket[] => [
  ...new Map(tickets.map((one) => [one.id, one])).values(),
]

interface RowsProps extends Pick<QueueListProps, 'label' | 'query'> {
  groups: readonly TicketGroup[]
  columns: readonly string[]
  sorting: Sorting | undefined
  tickets: readonly ListedTicket[]
  hasMore: boolean
  /** Called while the last of them are in view. */
  onEnd: () => void
}

function Rows({ label, query, groups, columns: wanted, sorting, tickets, hasMore, onEnd }: RowsProps) {
  const columns = useColumns(wanted)
  const navigate = useNavigate()
  // Whoever comes back from a ticket finds it open still.
  const [openedIds, setOpenedIds] = useSessionStorage<string[]>({
    key: 'bellwether.opened-groups',
    defaultValue: [],
    getInitialValueInEffect: false,
  })
  const opened = new Set(openedIds)
  const entries = entriesOf(tickets, groups, opened)
  const openGroup = ({ id }: TicketGroup): void => setOpenedIds([...opened.symmetricDifference(new Set([id]))])
  const open = (index: number): void => {
    const entry = entries[index]
    if (entry?.kind === 'group') openGroup(entry.group)
    if (entry?.kind === 'ticket')
      void navigate({ to: '/tickets/$number', params: { number: String(entry.ticket.number) } })
  }
  const focus = useRovingFocus(entries.map(keyOf), open)
  const focused = entries[focus.current]
  const current = focused === undefined ? [] : ticketsOf(focused)
  // Of a customer's list nobody means tickets that are not on the screen.
  const canBeWhole = hasMore && query.customerId === undefined
  const selection = useSelection(
    entries.map((entry) => ticketsOf(entry).map(({ id }) => id)),
    canBeWhole,
  )
  const acted = actedOf({ label, query, tickets }, selection, current)
  const unread = new Set(useUnread().map((one) => one.ticket.id))
  const begun = new Set(useBegun().map((one) => one.ticket.id))
  const [isPreviewing, setPreviewing] = useState(false)
  const isRemoved = query.view === 'spam' || query.view === 'trash'
  const acts = useQueueActs(acted, selection, {
    current: focus.current,
    isRemoved,
    reply: () => {
      const [only] = current
      if (only !== undefined)
        void navigate({ to: '/tickets/$number', params: { number: String(only.number) }, hash: 'write-reply' })
    },
    preview: () => setPreviewing(!isPreviewing),
  })
  const select = (index: number, isRange: boolean): void =>
    isRange ? selection.extendTo(index) : selection.toggle(index)
  return (
    <div className={styles.beside}>
      <div
        className={styles.table}
        style={{ '--tracks': tracksOf(columns) } as CSSProperties}
        data-selecting={selection.ids.size > 0 || undefined}
      >
        {selection.ids.size > 0 ? (
          <SelectionBar
            named={acted.named}
            isWhole={selection.isWhole}
            canBeWhole={canBeWhole && selection.ids.size === tickets.length}
            commands={acts.commands}
          />
        ) : (
          <Heads columns={columns} sorting={sorting} />
        )}
        <LongList
          label={label}
          count={entries.length}
          rowHeight={rowHeight}
          current={focus.current}
          keyOf={(index) => keyOf(entries[index]!)}
          onEnd={onEnd}
        >
          {(index) => {
            const entry = entries[index]!
            const row = {
              columns,
              item: focus.itemProps(index),
              isUnread: ticketsOf(entry).some(({ id }) => unread.has(id)),
              isBegun: ticketsOf(entry).some(({ id }) => begun.has(id)),
              isSelected: ticketsOf(entry).every(({ id }) => selection.ids.has(id)),
              onSelect: (isRange: boolean) => select(index, isRange),
            }
            return entry.kind === 'group' ? (
              <GroupRow {...row} entry={entry} onOpen={() => openGroup(entry.group)} />
            ) : (
              <QueueRow {...row} {...entry} />
            )
          }}
        </LongList>
        {acts.dialogs}
      </div>
      <PreviewBeside
        isOpen={isPreviewing}
        tickets={current}
        commands={selection.ids.size === 0 ? acts.commands : null}
        onClose={() => setPreviewing(false)}
      />
    </div>
  )
}

interface PreviewBesideProps {
  isOpen: boolean
  /** What the line with the focus stands for. */
  tickets: readonly ListedTicket[]
  /** null: they are about other tickets. */
  commands: readonly BoundCommand[] | null
  onClose: () => void
}

/** Where there is room for it. Of several tickets in one line the first is shown, and none is acted on. */
function PreviewBeside({ isOpen, tickets: [first, ...others], commands, onClose }: PreviewBesideProps) {
  const hasRoom = useMediaQuery('(min-width: 1100px)') ?? true
  if (!isOpen || !hasRoom || first === undefined) return null
  return <TicketPreview ticket={first} commands={others.length === 0 ? commands : null} onClose={onClose} />
}

const keyOf = (entry: QueueEntry): string => (entry.kind === 'group' ? entry.group.id : entry.ticket.id)

const isNarrowed = ({ where, search }: RowsProps['query']): boolean => where !== undefined || search !== undefined

/** What an act is about: what is selected, or else the ticket that has the focus. */
function actedOf(
  { label, query, tickets }: Pick<RowsProps, 'label' | 'query' | 'tickets'>,
  { ids, isWhole }: Selection,
  current: readonly ListedTicket[],
): Acted {
  if (isWhole) {
    const where = query.where === undefined ? undefined : (JSON.parse(query.where) as Condition)
    const view = query.view ?? 'open'
    return {
      tickets: { view, where, search: query.search },
      named: isNarrowed(query) ? t`All that fit in ${label}` : t`All tickets in ${label}`,
    }
  }
  const chosen = ids.size > 0 ? tickets.filter(({ id }) => ids.has(id)) : current
  const [first] = chosen
  const of = { ids: chosen.map(({ id }) => id) }
  return chosen.length === 1 && first !== undefined
    ? { tickets: of, named: ids.size > 0 ? t`1 ticket` : `#${first.number}`, ...nowOf(first) }
    : { tickets: of, named: plural(chosen.length, 'ticket') }
}

/** The commands of the queue, and the dialogs that some of them open. */
function useQueueActs(
  acted: Acted,
  selection: Selection,
  { current, isRemoved, ...verbs }: { current: number; isRemoved: boolean; preview: () => void; reply: () => void },
) {
  const [dialog, setDialog] = useState<{ name: ActDialog; acted: Acted } | null>(null)
  const close = (): void => setDialog(null)
  const done = (): void => {
    // Nobody means to answer the same customers twice.
    if (dialog?.name === 'reply') selection.clear()
    close()
  }
  const act = useAct()
  const open = (name: ActDialog) => (): void => setDialog({ name, acted })
  const count = 'ids' in acted.tickets ? acted.tickets.ids.length : Infinity
  const commands = useCommands(queueCommands, {
    count,
    selected: selection.ids.size,
    isRemoved,
    replyToMany: open('reply'),
    claim: () => act.run({ kind: 'claim' }, acted.tickets),
    give: open('give'),
    tag: open('tag'),
    setFields: open('fields'),
    prioritize: open('priority'),
    snooze: open('snooze'),
    resolve: open('resolve-many'),
    // Of a customer nobody is blocked: there is nothing to choose.
    spam: () => (acted.sender === null ? act.run({ kind: 'remove', into: 'spam' }, acted.tickets) : open('spam')()),
    trash: () => act.run({ kind: 'remove', into: 'trash' }, acted.tickets),
    restore: () => act.run({ kind: 'restore' }, acted.tickets),
    ...verbs,
    select: () => selection.toggle(current),
    selectTo: () => selection.extendTo(current),
    selectAll: selection.all,
    selectNone: selection.clear,
  })
  // As it was when it was opened: the list may change behind a dialog.
  const about = dialog?.acted ?? acted
  return {
    commands,
    dialogs: <ActDialogs dialog={dialog?.name ?? null} acted={about} onDone={done} onClose={close} />,
  }
}
