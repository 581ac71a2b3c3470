import { Button, Group } from '@mantine/core'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { ProblemView } from './problem-view.tsx'
import { t } from './words.ts'

interface FormFootProps {
  /** Why the last try failed; not shown where the fields of the form said it. */
  error: Error | null
  form?: { readonly errors: object }
  isBusy: boolean
  isDisabled?: boolean
  onCancel: () => void
  /** What the form does, in words. */
  children: ReactNode
}

/** How a form in a dialog ends: what went wrong, the way out, and the way on. The first wrong field has the focus. */
export function FormFoot({ error, form, isBusy, isDisabled = false, onCancel, children }: FormFootProps) {
  const wrong = form === undefined ? 0 : Object.keys(form.errors).length
  // What a field said stays said when somebody has mended that field.
  const [said, setSaid] = useState<Error | null>(null)
  if (error !== null && wrong > 0 && said !== error) setSaid(error)
  const foot = useRef<HTMLDivElement>(null)
  const wrongBefore = useRef(0)
  useEffect(() => {
    if (wrong > wrongBefore.current) goToFirstWrong(foot.current?.closest('form'))
    wrongBefore.current = wrong
  }, [wrong])
  return (
    <>
      {error !== null && wrong === 0 && said !== error && <ProblemView error={error} />}
      <Group ref={foot} justify="flex-end" gap={8}>
        <Button variant="default" onClick={onCancel}>
          {t`Cancel`}
        </Button>
        <Button type="submit" loading={isBusy} disabled={isDisabled}>
          {children}
        </Button>
      </Group>
    </>
  )
}

function goToFirstWrong(form: HTMLFormElement | null | undefined): void {
  const field = form?.querySelector<HTMLElement>('[aria-invalid="true"]')
  if (field) return field.focus()
  form?.querySelector('.mantine-InputWrapper-error')?.scrollIntoView({ block: 'center' })
}
