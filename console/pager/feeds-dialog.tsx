import { addShiftFeed, listShiftFeeds, removeShiftFeed, type ShiftFeed } from '@bellwether/contract/pager.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Button, Group, Select } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Ago } from '../ui/clock.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { SecretOnce } from '../ui/secret-once.tsx'
import { t } from '../ui/words.ts'
import styles from './sources/alert-sources.module.css'

const mine = 'mine'

/** Shifts in the calendar of a phone: an address that is a secret, shown once, and removed here. */
export function FeedsDialog() {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`In my calendar`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Shifts in your calendar`} size="lg">
        <Feeds />
      </FormModal>
    </>
  )
}

function Feeds() {
  const feeds = useQuery(ask(listShiftFeeds))
  const teams = useQuery(ask(listTeams))
  const [whose, setWhose] = useState(mine)
  const add = useWrite(addShiftFeed, { refreshes: [listShiftFeeds.path], showsProblem: true })
  const items = feeds.data?.items ?? []
  return (
    <div className={styles.form}>
      <p>{t`A calendar program that follows such an address shows the shifts and keeps up with them. Whoever has the address reads them.`}</p>
      <Group align="end" gap={8}>
        <Select
          label={t`Whose shifts`}
          allowDeselect={false}
          data={[
            { value: mine, label: t`Mine` },
            ...(teams.data?.items ?? []).map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
          value={whose}
          onChange={(value) => setWhose(value ?? mine)}
        />
        <Button loading={add.isPending} onClick={() => add.mutate({ body: { team: whose === mine ? null : whose } })}>
          {t`Make an address`}
        </Button>
      </Group>
      {add.error !== null && <ProblemView error={add.error} />}
      {add.data !== undefined && (
        <SecretOnce
          about={t`This is the only time that the address is shown.`}
          label={t`Address`}
          secret={add.data.url}
          onClose={add.reset}
        />
      )}
      {items.length > 0 && (
        <ul className={styles.sources} aria-label={t`Your addresses`}>
          {items.map((feed) => (
            <Feed key={feed.id} feed={feed} />
          ))}
        </ul>
      )}
    </div>
  )
}

function Feed({ feed: { id, team, readAt } }: { feed: ShiftFeed }) {
  const remove = useWrite(removeShiftFeed, { refreshes: [listShiftFeeds.path] })
  const name = team?.name ?? t`Mine`
  return (
    <li>
      <strong>{name}</strong>
      <span className={styles.hint}>{readAt === null ? t`never read` : <Ago at={readAt} />}</span>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t`Remove ${name}`}
        loading={remove.isPending}
        onClick={() => remove.mutate({ params: { id } })}
      >
        {t`Remove`}
      </Button>
    </li>
  )
}
