import { type AlertSource, listAlerts } from '@bellwether/contract/pager.ts'
import { Button, Modal } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askPages } from '../../call.query.ts'
import { Ago } from '../../ui/clock.tsx'
import { plural } from '../../ui/figures.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { t, translated } from '../../ui/words.ts'
import { AlertDetail } from './alert-detail.tsx'
import { alertState } from './alert-state.ts'
import type { ShownAlerts } from './shown-alerts.ts'
import styles from './alert-sources.module.css'

interface SourceAlertsProps {
  source: AlertSource
  shown: ShownAlerts
  onShow: (shown: ShownAlerts) => void
}

/** What came of a source, also what pages nobody, and why; and each of it with what was sent. */
export function SourceAlerts({ source, shown, onShow }: SourceAlertsProps) {
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => onShow({ source: source.id })}
        aria-label={t`Alerts of ${source.name} of ${source.team.name}`}
      >
        {t`Alerts…`}
      </Button>
      <Modal
        opened={shown.source === source.id}
        onClose={() => onShow({})}
        title={t`Alerts of ${source.name}`}
        size="lg"
      >
        {shown.alert === undefined ? (
          <AlertList source={source} />
        ) : (
          <AlertDetail
            key={shown.alert}
            source={source}
            id={shown.alert}
            onBack={() => onShow({ source: source.id })}
          />
        )}
      </Modal>
    </>
  )
}

function AlertList({ source }: { source: AlertSource }) {
  const alerts = useInfiniteQuery(askPages(listAlerts, { limit: 30 }, { id: source.id }))
  const rows = alerts.data?.pages.flatMap(({ items }) => items)
  return (
    <Loaded query={{ ...alerts, data: rows }} rows={4}>
      {(loaded) => (
        <>
          {loaded.length === 0 && <p className={styles.hint}>{t`Nothing has come yet.`}</p>}
          <ol className={styles.sources} aria-label={t`Alerts of ${source.name}`}>
            {loaded.map((alert) => (
              <li key={alert.id}>
                <Link
                  to="/settings/$section"
                  params={{ section: 'paging' }}
                  search={{ source: source.id, alert: alert.id }}
                  replace
                >
                  {translated(alert.title)}
                </Link>
                <span>{alertState(alert)}</span>
                <span className={styles.hint}>
                  {alert.severity} · {plural(alert.count, 'time')} · <Ago at={alert.lastAt} />
                </span>
                {alert.pageId !== null && (
                  <Link to="/pages" hash={alert.pageId} aria-label={t`Its page: ${translated(alert.title)}`}>
                    {t`Its page`}
                  </Link>
                )}
              </li>
            ))}
          </ol>
          <MoreButton query={alerts} />
        </>
      )}
    </Loaded>
  )
}
