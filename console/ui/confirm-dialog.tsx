import { Button, Group, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { ProblemView } from './problem-view.tsx'
import { t } from './words.ts'

interface ConfirmDialogProps {
  isOpen: boolean
  title: string
  /** What the confirming button does, in words. */
  confirm: string
  isDangerous?: boolean
  isBusy?: boolean
  error?: unknown
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, title, confirm, isDangerous = false, isBusy = false, error, onConfirm, onClose, children } = props
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} size="md">
      <div style={{ display: 'grid', gap: 16 }}>
        <div>{children}</div>
        {error !== undefined && error !== null && <ProblemView error={error} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t`Cancel`}
          </Button>
          <Button color={isDangerous ? 'red.9' : 'petrol'} loading={isBusy} onClick={onConfirm}>
            {confirm}
          </Button>
        </Group>
      </div>
    </Modal>
  )
}
