import { type AlertSource, listAlertSources, pauseAlertSource, removeAlertSource } from '@bellwether/contract/pager.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { Ago } from '../../ui/clock.tsx'
import { plural } from '../../ui/figures.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { RemoveButton } from '../../ui/remove-button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { MappingDialog } from '../mapping/mapping-dialog.tsx'
import { PauseButton } from '../pausing/pause-button.tsx'
import { PauseSourceWords, ResumeSourceWords } from '../pausing/pause-words.tsx'
import { PausedMark } from '../pausing/paused-mark.tsx'
import { OldKeyNote } from '../renewal/renew-dialog.tsx'
import { RoutingDialog } from '../routing/routing-dialog.tsx'
import { RoutingList } from '../routing/routing-list.tsx'
import { ChangeSourceDialog, NewSourceDialog, RenewSourceKey } from './source-dialogs.tsx'
import type { ShownAlerts } from './shown-alerts.ts'
import { SourceAlerts } from './source-alerts.tsx'
import styles from './alert-sources.module.css'

interface AlertSourcesProps {
  canEdit: boolean
  shown: ShownAlerts
  onShow: (shown: ShownAlerts) => void
}

/** From where alerts come that page a team, and whether they still do. */
export function AlertSources({ canEdit, shown, onShow }: AlertSourcesProps) {
  const sources = useQuery(ask(listAlertSources))
  return (
    <Sheet
      title={t`Where alerts come from`}
      about={t`Monitoring systems page a team with a key of their own: whatever speaks as to PagerDuty, Opsgenie or VictorOps, Alertmanager, any JSON, and mail.`}
      side={canEdit ? <NewSourceDialog /> : undefined}
    >
      <Loaded query={sources} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.hint}>{t`None yet. Add one, and paste its key into your monitoring.`}</p>
          ) : (
            <ul className={styles.sources} aria-label={t`Where alerts come from`}>
              {items.map((source) => (
                <Source key={source.id} source={source} canEdit={canEdit} shown={shown} onShow={onShow} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Sheet>
  )
}

function Source({ source, canEdit, shown, onShow }: AlertSourcesProps & { source: AlertSource }) {
  const { name, team, lastEventAt, openAlerts } = source
  return (
    <li>
      <strong>{name}</strong>
      <span>{t`pages ${team.name}`}</span>
      <span className={styles.hint}>
        {plural(openAlerts, 'open alert')}
        {' · '}
        {lastEventAt === null ? t`nothing has come yet` : <Ago at={lastEventAt} />}
      </span>
      <PausedMark paused={source.paused} />
      <OldKeyNote oldKey={source.oldKey} />
      <div className={styles.acts}>
        <SourceAlerts source={source} shown={shown} onShow={onShow} />
        {canEdit && <SourceActs source={source} />}
      </div>
      <RoutingList source={source} />
    </li>
  )
}

function SourceActs({ source }: { source: AlertSource }) {
  const { id, name, paused } = source
  return (
    <>
      <RoutingDialog source={source} />
      <MappingDialog source={source} />
      <ChangeSourceDialog source={source} />
      <PauseButton route={pauseAlertSource} id={id} name={name} paused={paused}>
        {paused === null ? <PauseSourceWords /> : <ResumeSourceWords source={source} />}
      </PauseButton>
      <RenewSourceKey source={source} />
      <RemoveButton name={name} route={removeAlertSource} input={{ params: { id } }} refreshes={['/api/pager']}>
        {t`Its key works no more: what it sends is refused. Its open alerts and their pages are over.`}
      </RemoveButton>
    </>
  )
}
