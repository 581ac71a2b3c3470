import {
  type AlertSource,
  type Heartbeat,
  listAlertSources,
  listHeartbeats,
  pauseAlertSource,
  pauseHeartbeat,
} from '@bellwether/contract/pager.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { plural } from '../../ui/figures.ts'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import styles from '../maintenance/maintenance.module.css'
import { ResumeHeartbeatWords, ResumeSourceWords } from './pause-words.tsx'
import { PauseButton } from './pause-button.tsx'
import { PausedMark } from './paused-mark.tsx'

/** What wakes nobody as somebody paused it; nothing where nothing rests. */
export function PausedNotes() {
  const mayRead = useMay('pager.read')
  const asked = { enabled: mayRead, refetchInterval: 30_000 }
  const sources = useQuery({ ...ask(listAlertSources), ...asked }).data?.items ?? []
  const heartbeats = useQuery({ ...ask(listHeartbeats), ...asked }).data?.items ?? []
  const [restingSources, restingBeats] = [sources.filter(isPaused), heartbeats.filter(isPaused)]
  if (restingSources.length + restingBeats.length === 0) return null
  return (
    <ul className={styles.notes} aria-label={t`Paused: wakes nobody`}>
      {restingSources.map((source) => (
        <PausedSource key={source.id} source={source} />
      ))}
      {restingBeats.map((heartbeat) => (
        <PausedHeartbeat key={heartbeat.id} heartbeat={heartbeat} />
      ))}
    </ul>
  )
}

const isPaused = ({ paused }: { paused: unknown }): boolean => paused !== null

function PausedSource({ source }: { source: AlertSource }) {
  const { id, name, team, heldAlerts, paused } = source
  const mayResume = useMay('pager.write')
  return (
    <li>
      <span>
        {t`Alerts of ${name} page nobody in ${team.name}.`}
        {heldAlerts > 0 && ` ${t`${plural(heldAlerts, 'open alert')} held.`}`}
      </span>
      <PausedMark paused={paused} />
      {mayResume && (
        <PauseButton route={pauseAlertSource} id={id} name={name} paused={paused}>
          <ResumeSourceWords source={source} />
        </PauseButton>
      )}
    </li>
  )
}

function PausedHeartbeat({ heartbeat: { id, name, team, paused } }: { heartbeat: Heartbeat }) {
  const mayResume = useMay('pager.write')
  return (
    <li>
      <span>{t`The heartbeat ${name} of ${team.name} is not expected.`}</span>
      <PausedMark paused={paused} />
      {mayResume && (
        <PauseButton route={pauseHeartbeat} id={id} name={name} paused={paused}>
          <ResumeHeartbeatWords />
        </PauseButton>
      )}
    </li>
  )
}
