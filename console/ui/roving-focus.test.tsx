// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { CommandKeys, useCommands } from './command-keys.tsx'
import type { CommandTable } from './commands.ts'
import { useRovingFocus } from './roving-focus.ts'

afterEach(cleanup)

const claims: CommandTable<{ claim: () => void }> = {
  scope: 'ticket',
  commands: [{ id: 'claim', title: 'Claim', section: 'Ticket', keys: ['c'], run: ({ claim }) => claim() }],
}

function List({ ids, onClaim }: { ids: readonly string[]; onClaim: (id: string | undefined) => void }) {
  const focus = useRovingFocus(ids)
  useCommands(claims, { claim: () => onClaim(ids[focus.current]) })
  return ids.map((id, index) => (
    <a key={id} href="#there" {...focus.itemProps(index)}>
      {id}
    </a>
  ))
}

test.each([
  ['a new one came above', ['new', 'a', 'b', 'c']],
  ['one above left', ['b', 'c']],
])('a key acts on the row that has the focus after %s', async (_, after) => {
  const claimed: (string | undefined)[] = []
  const shown = (ids: readonly string[]) => (
    <CommandKeys>
      <List ids={ids} onClaim={(id) => claimed.push(id)} />
    </CommandKeys>
  )
  const { rerender } = render(shown(['a', 'b', 'c']))
  await act(async () => document.querySelectorAll('a')[1]?.focus())
  rerender(shown(after))
  expect(document.activeElement?.textContent).toBe('b')
  await act(
    async () => void document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', bubbles: true })),
  )
  expect(claimed).toEqual(['b'])
})

test.each([
  ['one came above that nobody has read', ['new', 'x', 'y'], 'x'],
  ['the first is gone, and one came above', ['y', 'z'], 'y', ['new', 'y', 'z']],
  ['they stand in another order', ['z', 'y', 'x'], 'x'],
])('before anybody moved a key acts on what was first, also where %s', async (_, after, expected, later = after) => {
  const claimed: (string | undefined)[] = []
  const shown = (ids: readonly string[]) => (
    <CommandKeys>
      <List ids={ids} onClaim={(id) => claimed.push(id)} />
    </CommandKeys>
  )
  const { rerender } = render(shown([]))
  rerender(shown(['x', 'y', 'z']))
  rerender(shown(after))
  rerender(shown(later))
  await act(async () => void document.dispatchEvent(new KeyboardEvent('keydown', { key: 'c', bubbles: true })))
  expect(claimed).toEqual([expected])
})
