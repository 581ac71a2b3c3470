import { listContactMethods, type MethodId, orderContactMethods } from '@bellwether/contract/pager.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Mark } from '../ui/mark.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t, translated } from '../ui/words.ts'
import { NewWebhookDialog } from './new-webhook-dialog.tsx'
import { RemoveWebhook } from './remove-webhook.tsx'
import { TestPage } from './test-page.tsx'
import styles from './contact-methods.module.css'

type Method = AnswerOf<typeof listContactMethods>['items'][number]

/** How the reader is paged, in the order of notification. */
export function ContactMethods({ personId }: { personId: string }) {
  const methods = useQuery(ask(listContactMethods, { params: { id: personId } }))
  return (
    <Sheet
      title={t`How you are paged`}
      about={t`A page goes to all of these, in this order. Mail goes to the address with which you sign in.`}
      side={<NewWebhookDialog personId={personId} />}
    >
      <Loaded query={methods} rows={2}>
        {({ items }) => <Methods personId={personId} methods={items} />}
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
      {methods.map(({ id, kind, address }, position) => {
        const name = `${position + 1}, ${kind} ${address}`
        return (
          <li key={id}>
            <span className={styles.address}>
              <Mark>{translated(kind)}</Mark> {address}
            </span>
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
            {id !== 'mail' && <RemoveWebhook personId={personId} method={id} name={name} />}
          </li>
        )
      })}
    </ol>
  )
}
