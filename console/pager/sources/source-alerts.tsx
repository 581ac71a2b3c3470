import { type Alert, type AlertSource, listAlerts } from '@bellwether/contract/pager.ts'
import { Button, Modal } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useInfiniteQuery } from '@tanstack/react-query'
import { askPages } from '../../call.query.ts'
import { Ago } from '../../ui/clock.tsx'
import { plural } from '../../ui/figures.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { MoreButton } from '../../ui/more-button.tsx'
import { t, translated } from '../../ui/words.ts'
import styles from './alert-sources.module.css'

/** What came of a source, also what pages nobody, and why. */
export function SourceAlerts({ source }: { source: AlertSource }) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        onClick={dialog.open}
        aria-label={t`Alerts of ${source.name} of ${source.team.name}`}
      >
        {t`Alerts…`}
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title={t`Alerts of ${source.name}`} size="lg">
        <AlertList source={source} />
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
                <strong>{translated(alert.title)}</strong>
                <span>{stateWords(alert)}</span>
                <span className={styles.hint}>
                  {alert.severity} · {plural(alert.count, 'time')} · <Ago at={alert.lastAt} />
                </span>
              </li>
            ))}
          </ol>
          <MoreButton query={alerts} />
        </>
      )}
    </Loaded>
  )
}

function stateWords({ state, kept, pageId }: Alert): string {
  if (state === 'resolved') return t`over`
  if (kept === 'maintenance') return t`in maintenance: pages at its end`
  if (kept === 'paused') return t`kept while paused: pages once resumed`
  if (kept === 'quiet') return t`pages nobody, by a rule`
  if (pageId === null) return t`only informs`
  return state === 'acknowledged' ? t`somebody has it` : t`open`
}
