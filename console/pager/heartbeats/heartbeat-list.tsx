import { type Heartbeat, listHeartbeats, removeHeartbeat } from '@bellwether/contract/pager.ts'
import { Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { Ago } from '../../ui/clock.tsx'
import { spanOf } from '../../ui/instants.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Mark } from '../../ui/mark.tsx'
import { RemoveButton } from '../../ui/remove-button.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import styles from '../sources/alert-sources.module.css'
import { NewHeartbeatDialog } from './new-heartbeat-dialog.tsx'
import { PingKeysDialog } from './ping-keys-dialog.tsx'

/** Work that is to be heard of again and again, and whether it was. */
export function HeartbeatList({ canEdit }: { canEdit: boolean }) {
  const heartbeats = useQuery({ ...ask(listHeartbeats), refetchInterval: 30_000 })
  return (
    <Sheet
      title={t`Heartbeats`}
      about={t`A backup or another job calls an address when it is done. When it falls silent, its team is paged.`}
      side={
        canEdit ? (
          <Group gap={8}>
            <PingKeysDialog />
            <NewHeartbeatDialog />
          </Group>
        ) : undefined
      }
    >
      <Loaded query={heartbeats} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.hint}>{t`None yet. Add one, and let a job call its address.`}</p>
          ) : (
            <ul className={styles.sources} aria-label={t`Heartbeats`}>
              {items.map((heartbeat) => (
                <HeartbeatRow key={heartbeat.id} heartbeat={heartbeat} canEdit={canEdit} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Sheet>
  )
}

function HeartbeatRow({ heartbeat, canEdit }: { heartbeat: Heartbeat; canEdit: boolean }) {
  const { name, slug, team, graceSeconds, lastPingAt } = heartbeat
  return (
    <li>
      <strong>{name}</strong>
      <State heartbeat={heartbeat} />
      <span className={styles.hint}>
        {t`${rhythmWords(heartbeat)}, at most ${spanOf(graceSeconds * 1000)} late; pages ${team.name}`}
        {' · '}
        {lastPingAt === null ? t`nothing was heard of it yet` : <Ago at={lastPingAt} />}
        {' · '}
        {tx`slug ${<code>{slug}</code>}`}
      </span>
      {canEdit && (
        <RemoveButton
          name={name}
          route={removeHeartbeat}
          input={{ params: { id: heartbeat.id } }}
          refreshes={['/api/pager']}
        >
          {t`Its address works no more, its page is over, and nobody is woken when it falls silent.`}
        </RemoveButton>
      )}
    </li>
  )
}

const rhythmWords = ({ periodSeconds, cron, timeZone }: Heartbeat): string =>
  cron === null ? t`every ${spanOf((periodSeconds ?? 0) * 1000)}` : t`by ${cron} (${timeZone ?? 'UTC'})`

function State({ heartbeat: { state } }: { heartbeat: Heartbeat }) {
  if (state === 'down') return <Mark tone="danger" icon="warning">{t`silent, or failed`}</Mark>
  if (state === 'late') return <Mark tone="warn" icon="clock">{t`late`}</Mark>
  if (state === 'up') return <Mark tone="good" icon="check">{t`heard of in time`}</Mark>
  return <Mark>{t`waits for its first word`}</Mark>
}
