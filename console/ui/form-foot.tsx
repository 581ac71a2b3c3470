import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { ProblemView } from './problem-view.tsx'

interface FormFootProps {
  /** Why the last try failed; not shown where the fields of the form say it. */
  error: Error | null
  form?: { readonly errors: object }
  isBusy: boolean
  isDisabled?: boolean
  onCancel: () => void
  /** What the form does, in words. */
  children: ReactNode
}

/** How a form in a dialog ends: what went wrong, the way out, and the way on. */
export function FormFoot({ error, form, isBusy, isDisabled = false, onCancel, children }: FormFootProps) {
  const isSaidByFields = form !== undefined && Object.keys(form.errors).length > 0
  return (
    <>
      {error !== null && !isSaidByFields && <ProblemView error={error} />}
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" loading={isBusy} disabled={isDisabled}>
          {children}
        </Button>
      </Group>
    </>
  )
}
