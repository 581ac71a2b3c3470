// @vitest-environment happy-dom
import { MantineProvider, TextInput } from '@mantine/core'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { FormModal } from './form-modal.tsx'

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
