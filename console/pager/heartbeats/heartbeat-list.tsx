import { type Heartbeat, listHeartbeats, pauseHeartbeat, removeHeartbeat } from '@bellwether/contract/pager.ts'
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
import { PauseButton } from '../pausing/pause-button.tsx'
import { PauseHeartbeatWords, ResumeHeartbeatWords } from '../pausing/pause-words.tsx'
import { PausedMark } from '../pausing/paused-mark.tsx'
import { OldKeyNote } from '../renewal/renew-dialog.tsx'
import { ChangeHeartbeatDialog, NewHeartbeatDialog, RenewHeartbeatAddress } from './heartbeat-dialogs.tsx'
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
      <OldKeyNote oldKey={heartbeat.oldKey} />
      {canEdit && <HeartbeatActs heartbeat={heartbeat} />}
    </li>
  )
}

function HeartbeatActs({ heartbeat }: { heartbeat: Heartbeat }) {
  const { id, name, paused } = heartbeat
  return (
    <div className={styles.acts}>
      <ChangeHeartbeatDialog heartbeat={heartbeat} />
      <PauseButton route={pauseHeartbeat} id={id} name={name} paused={paused}>
        {paused === null ? <PauseHeartbeatWords /> : <ResumeHeartbeatWords />}
      </PauseButton>
      <RenewHeartbeatAddress heartbeat={heartbeat} />
      <RemoveButton name={name} route={removeHeartbeat} input={{ params: { id } }} refreshes={['/api/pager']}>
        {t`Its address works no more, its page is over, and nobody is woken when it falls silent.`}
      </RemoveButton>
    </div>
  )
}

const rhythmWords = ({ periodSeconds, cron, timeZone }: Heartbeat): string =>
  cron === null ? t`every ${spanOf((periodSeconds ?? 0) * 1000)}` : t`by ${cron} (${timeZone ?? 'UTC'})`

function State({ heartbeat: { state, paused } }: { heartbeat: Heartbeat }) {
  if (state === 'paused') return <PausedMark paused={paused} />
  if (state === 'down') return <Mark tone="danger" icon="warning">{t`silent, or failed`}</Mark>
  if (state === 'late') return <Mark tone="warn" icon="clock">{t`late`}</Mark>
  if (state === 'up') return <Mark tone="good" icon="check">{t`heard of in time`}</Mark>
  return <Mark>{t`waits for its first word`}</Mark>
}
