// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, test } from 'vitest'
import { CommandKeys, useCommands } from './command-keys.tsx'
import type { CommandTable } from './commands.ts'

interface Actions {
  did: (what: string) => void
  mayClaim: boolean
}
const table: CommandTable<Actions> = {
  scope: 'test',
  commands: [
    {
      id: 'claim',
      title: 'Claim',
      section: 'Test',
      keys: ['c'],
      when: (on) => on.mayClaim,
      run: (on) => on.did('claim'),
    },
    { id: 'queue', title: 'Queue', section: 'Test', keys: ['g q'], run: (on) => on.did('queue') },
    { id: 'find', title: 'Find', section: 'Test', keys: ['mod+k'], run: (on) => on.did('find') },
    { id: 'undo', title: 'Undo', section: 'Test', keys: ['mod+z'], run: (on) => on.did('undo') },
    { id: 'up', title: 'Up', section: 'Test', keys: ['Escape'], run: (on) => on.did('up') },
  ],
}

function Commands(actions: Actions) {
  useCommands(table, actions)
  return (
    <>
      <input aria-label="Search" />
      <button type="button">Save</button>
    </>
  )
}

function screen({ mayClaim = true, isDialogOpen = false } = {}) {
  const did: string[] = []
  const { container } = render(
    <CommandKeys>
      <Commands did={(what) => did.push(what)} mayClaim={mayClaim} />
      {isDialogOpen && <div role="dialog" />}
    </CommandKeys>,
  )
  const press = (key: string, on: Element = document.body, more: KeyboardEventInit = {}): void =>
    void on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }))
  const field = container.querySelector('input')!
  return { did, press, field, button: container.querySelector('button')! }
}
afterEach(cleanup)

describe('a key', () => {
  test('runs its command, also after a first press', () => {
    const { did, press } = screen()
    for (const key of ['c', 'g', 'q']) press(key)
    expect(did).toEqual(['claim', 'queue'])
  })

  test('whose command is off does nothing', () => {
    const { did, press } = screen({ mayClaim: false })
    press('c')
    expect(did).toEqual([])
  })

  test('after another first press is not that command', () => {
    const { did, press } = screen()
    for (const key of ['g', 'x', 'q']) press(key)
    expect(did).toEqual([])
  })

  test('is text while somebody types, but for the ones with Ctrl; Escape leaves the field first', () => {
    const { did, press, field } = screen()
    field.focus()
    press('c', field)
    press('k', field, { ctrlKey: true })
    press('Escape', field)
    expect([did, document.activeElement === field]).toEqual([['find'], false])
    press('Escape')
    expect(did).toEqual(['find', 'up'])
  })

  test('that undoes is the field’s while it holds text, or was emptied by hand, and the console’s once its text was sent', () => {
    const { did, press, field } = screen()
    const type = (value: string): void => {
      field.value = value
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
    const undo = (): void => press('z', field, { ctrlKey: true })
    type('Hello')
    undo()
    type('')
    undo()
    expect(did).toEqual([])
    type('Hello')
    field.value = ''
    undo()
    expect(did).toEqual(['undo'])
  })

  test('belongs to a dialog while one is open', () => {
    const { did, press } = screen({ isDialogOpen: true })
    press('c')
    press('Escape')
    expect(did).toEqual([])
  })

  test('that somebody has handled, or that composes a letter, is left alone', () => {
    const { did, press, button } = screen()
    button.addEventListener('keydown', (event) => event.preventDefault())
    press('c', button)
    press('c', document.body, { isComposing: true })
    expect(did).toEqual([])
  })

  test('of a screen that is gone does nothing', () => {
    const { did, press } = screen()
    cleanup()
    press('c')
    expect(did).toEqual([])
  })
})
