import type { Pause, pauseAlertSource, pauseHeartbeat } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { useWrite } from '../../call.write.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { t } from '../../ui/words.ts'

interface PauseButtonProps {
  route: typeof pauseAlertSource | typeof pauseHeartbeat
  id: string
  name: string
  paused: Pause | null
  /** What the pause, or its end, means. */
  children: ReactNode
}

/** Lets something rest, or go on, once it was said what that means. */
export function PauseButton({ route, id, name, paused, children }: PauseButtonProps) {
  const [isOpen, dialog] = useDisclosure(false)
  const pause = useWrite(route, { refreshes: ['/api/pager'], showsProblem: true, onDone: dialog.close })
  const isPaused = paused !== null
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        onClick={dialog.open}
        aria-label={isPaused ? t`Resume ${name}` : t`Pause ${name}`}
      >
        {isPaused ? t`Resume…` : t`Pause…`}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={isPaused ? t`Resume ${name}?` : t`Pause ${name}?`}
        confirm={isPaused ? t`Resume` : t`Pause`}
        isBusy={pause.isPending}
        error={pause.error}
        onConfirm={() => pause.mutate({ params: { id }, body: { isPaused: !isPaused } })}
        onClose={dialog.close}
      >
        {children}
      </ConfirmDialog>
    </>
  )
}
