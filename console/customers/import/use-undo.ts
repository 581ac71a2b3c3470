import { undoCustomerImport } from '@bellwether/contract/customers.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { refresh } from '../../call.query.ts'

type Left = AnswerOf<typeof undoCustomerImport>['left']

const nothing = {
  isBusy: false,
  isDone: false,
  undone: 0,
  remaining: 0,
  left: [] as Left,
  error: null as Error | null,
}

/** Undoes an import, some rows after the others; where it fails the next run goes on. */
export function useUndo(importId: string) {
  const queries = useQueryClient()
  const [state, setState] = useState(nothing)
  const run = async (): Promise<void> => {
    let now = { ...state, isBusy: true, error: null as Error | null }
    setState(now)
    try {
      while (!now.isDone) {
        const { undone, left, remaining } = await call(undoCustomerImport, { params: { id: importId } })
        const sofar = { undone: now.undone + undone, left: [...now.left, ...left], remaining }
        now = { ...now, ...sofar, isDone: remaining === 0 }
        setState(now)
      }
      setState({ ...now, isBusy: false })
    } catch (error) {
      setState({ ...now, isBusy: false, error: error as Error })
    }
    for (const path of ['/api/customers', '/api/desk']) void refresh(queries, path)
  }
  return { ...state, run }
}
