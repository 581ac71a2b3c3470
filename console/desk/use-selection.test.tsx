// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react'
import { expect, test } from 'vitest'
import { useSelection } from './use-selection.ts'

test('a range begins at the ticket that was chosen, also after others came above it', async () => {
  const { result, rerender } = renderHook(
    ({ ids }) =>
      useSelection(
        ids.map((id) => [id]),
        false,
      ),
    {
      initialProps: { ids: ['a', 'b', 'c', 'd'] },
    },
  )
  await act(async () => result.current.toggle(2))
  rerender({ ids: ['new', 'newer', 'a', 'b', 'c', 'd'] })
  await act(async () => result.current.extendTo(5))
  expect([...result.current.ids]).toEqual(['c', 'd'])
})
