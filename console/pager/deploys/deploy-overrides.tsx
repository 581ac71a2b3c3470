import { type DeployOverride, endDeployOverride, listDeployOverrides } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { Moment } from '../../ui/clock.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import { NewOverrideDialog } from './new-override-dialog.tsx'
import styles from '../rota-list.module.css'

/** The services that may be deployed although nobody watches, each with who said so and why; and a way to say so. */
export function DeployOverrides() {
  const mayRead = useMay('pager.read')
  const overrides = useQuery({ ...ask(listDeployOverrides), enabled: mayRead, refetchInterval: 60_000 })
  const mayAct = useMay('pager.acknowledge')
  return (
    <>
      {overrides.data?.items.map((one) => (
        <p key={one.id} className={styles.standing}>
          {tx`${<strong>{one.service}</strong>} goes all the same until ${<Moment at={one.until} />}: ${one.by} says “${one.reason}”.`}{' '}
          {mayAct && <EndOverride override={one} />}
        </p>
      ))}
      {mayAct && (
        <div>
          <NewOverrideDialog />
        </div>
      )}
    </>
  )
}

function EndOverride({ override: { id, service } }: { override: DeployOverride }) {
  const end = useWrite(endDeployOverride, { refreshes: ['/api/pager'] })
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={end.isPending}
      aria-label={t`End it: deploys of ${service} are judged again`}
      onClick={() => end.mutate({ params: { id } })}
    >
      {t`End it`}
    </Button>
  )
}
