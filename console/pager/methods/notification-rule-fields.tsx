import {
  listContactMethods,
  type MethodId,
  type NotificationRule,
  setNotificationRule,
} from '@bellwether/contract/pager-methods.ts'
import { Select } from '@mantine/core'
import { useWrite } from '../../call.write.ts'
import { t } from '../../ui/words.ts'

interface RuleProps {
  personId: string
  method: NotificationRule & { id: MethodId }
  /** By which a reader tells this method from the others. */
  name: string
}

const offered = [0, 1, 2, 3, 5, 10, 15, 20, 30, 45, 60]

/** After how many minutes a page goes there, and whether every page does. */
export function NotificationRuleFields({ personId, method: { id, afterMinutes, urgency }, name }: RuleProps) {
  const set = useWrite(setNotificationRule, { refreshes: [listContactMethods.path] })
  const save = (change: Partial<NotificationRule>) =>
    set.mutate({ params: { id: personId, method: id }, body: { afterMinutes, urgency, ...change } })
  const minutes = offered.includes(afterMinutes) ? offered : [...offered, afterMinutes].toSorted((a, b) => a - b)
  return (
    <>
      <Select
        size="xs"
        aria-label={t`When, of ${name}`}
        w={118}
        allowDeselect={false}
        value={String(afterMinutes)}
        data={minutes.map((one) => ({ value: String(one), label: one === 0 ? t`at once` : t`after ${one} min` }))}
        onChange={(value) => save({ afterMinutes: Number(value) })}
      />
      <Select
        size="xs"
        aria-label={t`For which pages, of ${name}`}
        w={150}
        allowDeselect={false}
        value={urgency}
        data={[
          { value: 'any', label: t`every page` },
          { value: 'high', label: t`urgent ones alone` },
        ]}
        onChange={(value) => save({ urgency: value === 'high' ? 'high' : 'any' })}
      />
    </>
  )
}
