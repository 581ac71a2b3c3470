import { listPolicies, type TeamPolicy } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { plural } from '../../ui/figures.ts'
import { FormModal } from '../../ui/form-modal.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { spokenLocale, t } from '../../ui/words.ts'
import { PolicyForm } from './policy-form.tsx'
import styles from './policies.module.css'

const list = new Intl.ListFormat(spokenLocale(), { type: 'conjunction' })

/** How the pages of each team go on while nobody answers, and whom they would reach if one rang now. */
export function PolicyList({ canEdit }: { canEdit: boolean }) {
  const policies = useQuery(ask(listPolicies))
  return (
    <Loaded query={policies} rows={6}>
      {({ items }) => (
        <div className={styles.policies}>
          <p className={styles.hint}>
            {t`A page rings for the first step of its team. While nobody answers, the next step rings, and when all were tried, the last one again and again: a page is never dropped. A step that reaches nobody is passed over at once. Until a team has a rota, everyone on it is on call.`}
          </p>
          {items.map((item) => (
            <Policy key={item.team.id} item={item} canEdit={canEdit} />
          ))}
        </div>
      )}
    </Loaded>
  )
}

function Policy({ item, canEdit }: { item: TeamPolicy; canEdit: boolean }) {
  const { team, policy, ifItRangNow, isStandard } = item
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <Sheet
      title={team.name}
      side={
        canEdit && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={dialog.open}
            aria-label={t`Change what rings for ${team.name}`}
          >
            {t`Change`}
          </Button>
        )
      }
    >
      <ol className={styles.steps} aria-label={t`If it rang now for ${team.name}`}>
        {ifItRangNow.map((people, place) => (
          // Steps have no name of their own: they are told by their place.
          <li key={place} data-nobody={people.length === 0 || undefined}>
            <span className={styles.at}>{atText(item, place)}</span>{' '}
            {people.length === 0 ? t`nobody: the next step comes at once` : list.format(people.map(({ name }) => name))}
          </li>
        ))}
      </ol>
      <p className={styles.hint}>
        {policy.repeats > 0 && `${t`All of it again ${plural(policy.repeats, 'time')}.`} `}
        {t`Then the last step every ${plural(policy.againMinutes, 'minute')}, and administrators with it.`}
        {policy.acknowledgementMinutes !== null &&
          ` ${t`Whoever acknowledges has ${plural(policy.acknowledgementMinutes, 'minute')} to end it.`}`}
        {isStandard && ` ${t`This is the standard.`}`}
      </p>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`What rings for ${team.name}`} size="lg">
        <PolicyForm item={item} onClose={dialog.close} />
      </FormModal>
    </Sheet>
  )
}

/** A step that reaches nobody takes no time. */
function atText({ policy, ifItRangNow }: TeamPolicy, place: number): string {
  const before = policy.steps.slice(0, place).filter((_, earlier) => ifItRangNow[earlier]?.length !== 0)
  const minutes = before.reduce((sum, step) => sum + step.minutes, 0)
  return minutes === 0 ? t`At once` : t`After ${plural(minutes, 'minute')}`
}
