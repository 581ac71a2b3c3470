import { listContactMethods, removeContactMethod } from '@bellwether/contract/pager-methods.ts'
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useWrite } from '../../call.write.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { t } from '../../ui/words.ts'

export function RemoveMethod({ personId, method, name }: { personId: string; method: string; name: string }) {
  const [isOpen, dialog] = useDisclosure(false)
  const remove = useWrite(removeContactMethod, {
    refreshes: [listContactMethods.path],
    showsProblem: true,
    onDone: dialog.close,
  })
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={dialog.open} aria-label={t`Remove ${name}`}>
        {t`Remove…`}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={t`Page you there no more?`}
        confirm={t`Remove`}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { id: personId, method } })}
        onClose={dialog.close}
      >
        {t`Pages do not go there any more, nor what is still queued for it. Its address and its secret are forgotten.`}
      </ConfirmDialog>
    </>
  )
}
