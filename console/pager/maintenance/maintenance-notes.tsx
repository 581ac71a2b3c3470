import { endMaintenance, listMaintenance, type Maintenance } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { Moment } from '../../ui/clock.tsx'
import { plural } from '../../ui/figures.ts'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import styles from './maintenance.module.css'

/** What pages nobody now, as somebody works on it; nothing where all is as ever. */
export function MaintenanceNotes() {
  const [mayRead, mayEnd] = [useMay('pager.read'), useMay('pager.write')]
  const all = useQuery({ ...ask(listMaintenance), enabled: mayRead, refetchInterval: 30_000 })
  const underWay = (all.data?.items ?? []).filter(({ isUnderWay }) => isUnderWay)
  if (underWay.length === 0) return null
  return (
    <ul className={styles.notes} aria-label={t`Maintenance under way`}>
      {underWay.map((one) => (
        <li key={one.id}>
          <span>
            {tx`Alerts of ${whose(one)} page nobody until ${<Moment at={one.until} />}: ${one.note}`}
            {one.heldAlerts > 0 && ` (${t`${plural(one.heldAlerts, 'open alert')} held`})`}
          </span>
          {mayEnd && <EndButton maintenance={one} />}
        </li>
      ))}
    </ul>
  )
}

/** Whose alerts are held. */
export const whose = ({ source, team }: Maintenance): string => source?.name ?? team.name

/** Ends it, or calls off what is to come. */
export function EndButton({ maintenance }: { maintenance: Maintenance }) {
  const end = useWrite(endMaintenance, { refreshes: ['/api/pager'] })
  const name = whose(maintenance)
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={end.isPending}
      onClick={() => end.mutate({ params: { id: maintenance.id } })}
      aria-label={
        maintenance.isUnderWay ? t`End it now: maintenance of ${name}` : t`Call it off: maintenance of ${name}`
      }
    >
      {maintenance.isUnderWay ? t`End it now` : t`Call it off`}
    </Button>
  )
}
