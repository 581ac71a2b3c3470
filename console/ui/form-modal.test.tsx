// @vitest-environment happy-dom
import { MantineProvider, TextInput } from '@mantine/core'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { FormModal } from './form-modal.tsx'
import { SecretOnce } from './secret-once.tsx'

afterEach(cleanup)

function opened(hasField = true): { closed: () => number; escape: () => void } {
  let closed = 0
  render(
    <MantineProvider env="test">
      <FormModal opened onClose={() => (closed += 1)} title="A form">
        {hasField && <TextInput label="Name" />}
        <TextInput label="Find" type="search" />
      </FormModal>
    </MantineProvider>,
  )
  return {
    closed: () => closed,
    escape: () => void fireEvent.keyDown(screen.getByLabelText('Find'), { key: 'Escape', code: 'Escape' }),
  }
}
const write = (label: string, value: string): void =>
  void fireEvent.input(screen.getByLabelText(label), { target: { value } })

test('a form in which nothing was written closes by a key', () => {
  const form = opened()
  write('Find', 'only looked for')
  form.escape()
  expect(form.closed()).toBe(1)
})

test('one in which something was written asks, and goes on by the same key', () => {
  const form = opened()
  write('Name', 'Network')
  form.escape()
  expect([form.closed(), screen.queryByRole('alertdialog') !== null]).toEqual([0, true])
  form.escape()
  expect([form.closed(), screen.queryByRole('alertdialog')]).toEqual([0, null])
  form.escape()
  fireEvent.click(screen.getByText('Throw away'))
  expect(form.closed()).toBe(1)
})

test('what was written and emptied again is nothing', () => {
  const form = opened()
  write('Name', 'Network')
  write('Name', '')
  form.escape()
  expect(form.closed()).toBe(1)
})

test('what is shown this one time goes by its own button alone, which has the focus of whoever would close it', () => {
  let closed = 0
  const close = (): void => void (closed += 1)
  render(
    <MantineProvider env="test">
      <FormModal opened onClose={close} title="A key">
        <SecretOnce about="Only now." label="Key" secret="s3cret" onClose={close} />
      </FormModal>
    </MantineProvider>,
  )
  const dialog = screen.getByRole('dialog')
  const kept = (): HTMLElement => screen.getByText('I have kept it').closest('button') ?? dialog
  fireEvent.keyDown(screen.getByLabelText('Key'), { key: 'Escape', code: 'Escape' })
  expect([closed, document.activeElement]).toEqual([0, kept()])
  fireEvent.mouseDown(dialog.parentElement ?? dialog)
  fireEvent.click(document.querySelector('.mantine-Modal-inner') ?? dialog)
  fireEvent.click(document.querySelector('.mantine-Modal-close') ?? dialog)
  expect(closed).toBe(0)
  fireEvent.click(kept())
  expect(closed).toBe(1)
})
