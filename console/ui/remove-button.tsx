import type { AnyRoute, CallInput } from '@bellwether/contract/route.ts'
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useWrite } from '../call.write.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { t } from './words.ts'

interface RemoveButtonProps<R extends AnyRoute> {
  name: string
  route: R
  input: CallInput<R>
  /** Paths whose queries are asked again. */
  refreshes: readonly string[]
  /** What it means. */
  children: ReactNode
}

/** Removes something of a name, once it was said what that means. */
export function RemoveButton<R extends AnyRoute>({ name, route, input, refreshes, children }: RemoveButtonProps<R>) {
  const [isOpen, dialog] = useDisclosure(false)
  const remove = useWrite(route, { refreshes, showsProblem: true, onDone: dialog.close })
  return (
    <>
      <Button size="compact-xs" variant="default" onClick={dialog.open} aria-label={t`Remove ${name}`}>
        {t`Remove…`}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={t`Remove ${name}?`}
        confirm={t`Remove`}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate(input)}
        onClose={dialog.close}
      >
        {children}
      </ConfirmDialog>
    </>
  )
}
