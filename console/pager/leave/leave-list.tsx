import { type Leave, listLeave, removeLeave } from '@bellwether/contract/pager.ts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { askPages } from '../../call.query.ts'
import { dayOf } from '../../ui/instants.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { RemoveButton } from '../../ui/remove-button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import styles from '../swaps/swaps.module.css'
import { LeaveDialog } from './leave-dialog.tsx'

/** Who is away now and later. */
export function LeaveList({ canEdit }: { canEdit: boolean }) {
  const leave = useInfiniteQuery(askPages(listLeave, { limit: 50 }))
  const rows = leave.data?.pages.flatMap((page) => page.items)
  const canAdd = useMay('pager.acknowledge')
  return (
    <Sheet title={t`Leave`} side={canAdd ? <LeaveDialog canEdit={canEdit} /> : undefined}>
      <Loaded query={{ ...leave, data: rows }} rows={1}>
        {(items) =>
          items.length === 0 ? (
            <p className={styles.hint}>
              {t`Nobody is away. Add leave, and the shifts that fall into it show in the calendars and in the year ahead, with a way to find cover. Nobody is taken off call by it.`}
            </p>
          ) : (
            <ul className={styles.swaps} aria-label={t`Leave`}>
              {items.map((one) => (
                <LeaveRow key={one.id} leave={one} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <MoreButton query={leave} />
    </Sheet>
  )
}

// A date is the same day wherever it is read.
const dateOf = (on: string): string => dayOf(`${on}T12:00:00Z`, 'UTC')

function LeaveRow({ leave: { id, person, firstOn, lastOn, note, isMine } }: { leave: Leave }) {
  const days = firstOn === lastOn ? dateOf(firstOn) : `${dateOf(firstOn)} – ${dateOf(lastOn)}`
  return (
    <li>
      <span className={styles.words}>
        <strong>{person.name}</strong> {days}
        {note !== '' && ` · ${note}`}
      </span>
      {isMine && (
        <RemoveButton
          name={t`the leave of ${person.name}, ${days}`}
          route={removeLeave}
          input={{ params: { id } }}
          refreshes={['/api/pager']}
        >
          {t`They are not away then. Shifts that somebody took or overrode stay as they are.`}
        </RemoveButton>
      )}
    </li>
  )
}
