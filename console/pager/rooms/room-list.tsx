import { changeRoom, listRooms, removeRoom, type Room } from '@bellwether/contract/pager.ts'
import { Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { Ago } from '../../ui/clock.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Mark } from '../../ui/mark.tsx'
import { RemoveButton } from '../../ui/remove-button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import styles from '../sources/alert-sources.module.css'
import { NewRoomDialog } from './new-room-dialog.tsx'

/** Where teams talk, and hear of their pages. */
export function RoomList({ canEdit }: { canEdit: boolean }) {
  const rooms = useQuery({ ...ask(listRooms), refetchInterval: 30_000 })
  return (
    <Sheet
      title={t`Rooms`}
      about={t`A team's rooms hear when a page opens, who has it, and when it ends: one line each, with a link that asks who you are.`}
      side={canEdit && rooms.data ? <NewRoomDialog kinds={rooms.data.kinds} /> : undefined}
    >
      <Loaded query={rooms} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.hint}>{t`None yet. Pages reach people all the same.`}</p>
          ) : (
            <ul className={styles.sources} aria-label={t`Rooms`}>
              {items.map((room) => (
                <RoomRow key={room.id} room={room} canEdit={canEdit} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Sheet>
  )
}

function RoomRow({ room, canEdit }: { room: Room; canEdit: boolean }) {
  const { id, team, address, kind, hasKey, saidAt } = room
  const name = t`${address} of ${team.name}`
  return (
    <li>
      <strong>{address}</strong>
      <span className={styles.hint}>
        {team.name} · {kind === 'irc' ? (hasKey ? t`a channel with a key` : t`a channel`) : t`a webhook`}
        {' · '}
        {saidAt === null ? t`nothing was said there yet` : <Ago at={saidAt} />}
      </span>
      <LastError room={room} />
      {kind === 'irc' && canEdit && <MayPage room={room} name={name} />}
      {kind === 'irc' && !canEdit && room.mayPage && <Mark>{t`may page`}</Mark>}
      {canEdit && (
        <RemoveButton name={name} route={removeRoom} input={{ params: { id } }} refreshes={['/api/pager']}>
          {t`Nothing more is said there. Its address and its key are forgotten.`}
        </RemoveButton>
      )}
    </li>
  )
}

function LastError({ room: { lastError, lastErrorAt } }: { room: Room }) {
  if (lastError === null || lastErrorAt === null) return null
  return (
    <span>
      <Mark tone="danger" icon="warning" isSentence>
        {t`not taken there: ${lastError}`}
      </Mark>{' '}
      <Ago at={lastErrorAt} />
    </span>
  )
}

function MayPage({ room, name }: { room: Room; name: string }) {
  const change = useWrite(changeRoom, { refreshes: ['/api/pager'] })
  return (
    <Switch
      size="xs"
      label={t`may page`}
      aria-label={t`Whoever is in ${name} may page`}
      checked={room.mayPage}
      disabled={change.isPending}
      onChange={(event) => change.mutate({ params: { id: room.id }, body: { mayPage: event.currentTarget.checked } })}
    />
  )
}
