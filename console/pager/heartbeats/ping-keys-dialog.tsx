import { listPingKeys, makePingKey, removePingKey } from '@bellwether/contract/pager.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Button, Group, Select } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { Ago } from '../../ui/clock.tsx'
import { CopyLine } from '../../ui/copy-line.tsx'
import { FormModal } from '../../ui/form-modal.tsx'
import { ProblemView } from '../../ui/problem-view.tsx'
import { RemoveButton } from '../../ui/remove-button.tsx'
import { ShownOnce } from '../../ui/shown-once.tsx'
import { t } from '../../ui/words.ts'
import styles from '../sources/alert-sources.module.css'

/** Keys of teams, with which their heartbeats are pinged by slug: shown once, renewed and removed here. */
export function PingKeysDialog() {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Ping keys`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Ping keys`} size="lg">
        <PingKeys />
      </FormModal>
    </>
  )
}

function PingKeys() {
  const keys = useQuery(ask(listPingKeys))
  const teams = useQuery(ask(listTeams))
  const [team, setTeam] = useState<string | null>(null)
  const make = useWrite(makePingKey, { refreshes: [listPingKeys.path], showsProblem: true })
  const items = keys.data?.items ?? []
  const hasOne = items.some((key) => key.team.slug === team)
  return (
    <div className={styles.form}>
      <p>{t`With the ping key of a team every heartbeat of it is called by its slug, and one that is not there yet is made. Each heartbeat has its own address besides.`}</p>
      <Group align="end" gap={8}>
        <Select
          label={t`Team`}
          data={(teams.data?.items ?? []).map(({ slug, name }) => ({ value: slug, label: name }))}
          value={team}
          onChange={setTeam}
        />
        <Button
          // One that is disabled meanwhile would lose the focus.
          onClick={() => team !== null && !make.isPending && make.mutate({ params: { team } })}
        >
          {hasOne ? t`Renew the key` : t`Make a key`}
        </Button>
      </Group>
      {hasOne && <p className={styles.hint}>{t`The one that the team has works no more then.`}</p>}
      {make.error !== null && <ProblemView error={make.error} />}
      {make.data !== undefined && <KeyOnce pingUrl={make.data.pingUrl} onKept={make.reset} />}
      {items.length > 0 && (
        <ul className={styles.sources} aria-label={t`Teams with a ping key`}>
          {items.map(({ team: { id, slug, name }, madeAt }) => (
            <li key={id}>
              <strong>{name}</strong>
              <span className={styles.hint}>
                <Ago at={madeAt} />
              </span>
              <RemoveButton
                name={t`the ping key of ${name}`}
                route={removePingKey}
                input={{ params: { team: slug } }}
                refreshes={[listPingKeys.path]}
              >
                {t`What calls its heartbeats by slug is refused from now on.`}
              </RemoveButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function KeyOnce({ pingUrl, onKept }: { pingUrl: string; onKept: () => void }) {
  return (
    <ShownOnce about={t`This is the only time that the key is shown.`} onKept={onKept}>
      <CopyLine label={t`At the end of the job`} text={`curl -fsS -m 10 --retry 5 ${pingUrl}/SLUG`} />
      <CopyLine
        label={t`Where no such heartbeat may be there yet`}
        text={`curl -fsS -m 10 --retry 5 '${pingUrl}/SLUG?create=1'`}
      />
    </ShownOnce>
  )
}
