import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { takeFocus } from './take-focus.ts'
import { t } from './words.ts'

interface ShownOnceProps {
  /** What is shown, and that it is the only time. */
  about: string
  /** Another button beside the one that ends it. */
  beside?: ReactNode
  onKept: () => void
  children: ReactNode
}

/** What is shown this one time: the dialog around it closes when somebody says that they have it, and by nothing else. */
export function ShownOnce({ about, beside, onKept, children }: ShownOnceProps) {
  return (
    <section
      ref={takeFocus}
      tabIndex={-1}
      aria-label={about}
      style={{ display: 'grid', gap: 12, minWidth: 0, outline: 'none' }}
    >
      <p>{about}</p>
      {children}
      <Group justify="flex-end" gap={8}>
        <span>{t`It is not shown again.`}</span>
        {beside}
        <Button data-held onClick={onKept}>{t`I have kept it`}</Button>
      </Group>
    </section>
  )
}
