import { deleteView, listViews, pinView, type OwnView } from '@bellwether/contract/desk.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { rowsOf } from '../../desk/views/condition-rows.ts'
import { sharedWords } from '../../desk/shared-words.ts'
import { ConditionWords } from '../../desk/views/own-view-words.tsx'
import { ViewDialog } from '../../desk/views/view-dialog.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { t } from '../../ui/words.ts'
import styles from './views-page.module.css'

const refreshes = ['/api/desk/view']
const newRows = { all: [{ field: 'state', op: 'is', value: 'open' } as const], any: [] }

/** The views that people made: one's own, and those that are shared. */
export function ViewsPage() {
  const views = useQuery(ask(listViews))
  const [isMaking, setMaking] = useState(false)
  const close = (): void => setMaking(false)
  return (
    <PageFrame
      title={t`Views`}
      about={t`Saved filters of the queue: open one, keep it in the side bar, or make your own.`}
      actions={<Button onClick={() => setMaking(true)}>{t`New view`}</Button>}
    >
      <Loaded query={views} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="queue" title={t`No views yet`}>
              {t`A view keeps what you look for again and again: the open tickets of one customer, those with a tag, whatever nobody has written on for a day. Make one here, or filter the queue and keep that.`}
            </EmptyState>
          ) : (
            <ul className={styles.views}>
              {items.map((view) => (
                <ViewLine key={view.id} view={view} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <ViewDialog view={null} rows={newRows} isOpen={isMaking} onClose={close} onDone={close} />
    </PageFrame>
  )
}

function ViewLine({ view }: { view: OwnView }) {
  const [open, setOpen] = useState<'change' | 'delete' | null>(null)
  const close = (): void => setOpen(null)
  const pin = useWrite(pinView, { refreshes })
  const remove = useWrite(deleteView, { refreshes, onDone: close })
  const params = { id: view.id }
  const users = view.isForEverybody || view.teams.length > 0 ? ` ${t`Whoever uses it loses it, too.`}` : ''
  return (
    <li className={styles.view}>
      <div className={styles.words}>
        <Link to="/desk" search={{ view: view.id }} className={styles.name}>
          {view.name}
        </Link>
        <p>
          <ConditionWords where={view.where} />
        </p>
        <p className={styles.whose}>
          {view.isOwn ? t`Yours` : t`Made by ${view.owner.name}`}
          {sharedWords(view)}
        </p>
      </div>
      <div className={styles.acts}>
        <Button
          size="xs"
          variant="default"
          loading={pin.isPending}
          onClick={() => pin.mutate({ params, body: { isPinned: !view.isPinned } })}
        >
          {view.isPinned ? t`Take out of the side bar` : t`Keep in the side bar`}
        </Button>
        {view.mayChange && (
          <Button size="xs" variant="default" onClick={() => setOpen('change')}>
            {t`Change…`}
          </Button>
        )}
        {view.mayChange && (
          <Button size="xs" variant="default" onClick={() => setOpen('delete')}>
            {t`Delete…`}
          </Button>
        )}
      </div>
      <ViewDialog view={view} rows={rowsOf(view.where)} isOpen={open === 'change'} onClose={close} onDone={close} />
      <ConfirmDialog
        isOpen={open === 'delete'}
        title={t`Delete the view “${view.name}”?`}
        confirm={t`Delete`}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params })}
        onClose={close}
      >
        {t`The tickets stay as they are.${users}`}
      </ConfirmDialog>
    </li>
  )
}
