import { listContactMethods, type MethodId, orderContactMethods } from '@bellwether/contract/pager-methods.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { TestPage } from '../test-page.tsx'
import { LastFailed } from './last-failed.tsx'
import { methodName } from './method-words.ts'
import { NewMethodDialog } from './new-method-dialog.tsx'
import { NotificationRuleFields } from './notification-rule-fields.tsx'
import { QuietHoursForm } from './quiet-hours-form.tsx'
import { RemoveMethod } from './remove-method.tsx'
import styles from './contact-methods.module.css'

type Method = AnswerOf<typeof listContactMethods>['items'][number]

/** How the reader is paged, in the order of notification. */
export function ContactMethods({ personId }: { personId: string }) {
  const methods = useQuery(ask(listContactMethods, { params: { id: personId } }))
  return (
    <Sheet
      title={t`How you are paged`}
      about={t`A page goes to all of these, in this order, each after its minutes unless somebody has answered by then. Mail goes to the address with which you sign in.`}
      side={methods.data && <NewMethodDialog personId={personId} kinds={methods.data.kinds} />}
    >
      <Loaded query={methods} rows={2}>
        {({ items, quietHours }) => (
          <>
            <Methods personId={personId} methods={items} />
            <QuietHoursForm personId={personId} quietHours={quietHours} />
          </>
        )}
      </Loaded>
      <TestPage personId={personId} earlier={null} />
    </Sheet>
  )
}

/** The ids with this one a place earlier. */
function movedUp(methods: readonly Method[], position: number): MethodId[] {
  const ids = methods.map(({ id }) => id)
  const [moved] = ids.splice(position, 1)
  if (moved !== undefined) ids.splice(position - 1, 0, moved)
  return ids
}

function Methods({ personId, methods }: { personId: string; methods: readonly Method[] }) {
  const order = useWrite(orderContactMethods, { refreshes: [listContactMethods.path] })
  return (
    <ol className={styles.methods} aria-label={t`How you are paged`}>
      {methods.map((method, position) => {
        const { id, kind, address } = method
        const name = `${position + 1}, ${methodName(kind)} ${address}`
        return (
          <li key={id}>
            <span className={styles.address}>
              <Mark>{methodName(kind)}</Mark> {address} {method.trouble && <LastFailed {...method.trouble} />}
            </span>
            <NotificationRuleFields personId={personId} method={method} name={name} />
            {position > 0 && (
              <Button
                size="compact-xs"
                variant="default"
                disabled={order.isPending}
                aria-label={t`Move up ${name}`}
                onClick={() => order.mutate({ params: { id: personId }, body: { order: movedUp(methods, position) } })}
              >
                {t`Move up`}
              </Button>
            )}
            {id !== 'mail' && <RemoveMethod personId={personId} method={id} name={name} />}
          </li>
        )
      })}
    </ol>
  )
}
