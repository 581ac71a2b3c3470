import { importCustomers, type ImportedCustomer } from '@bellwether/contract/customers.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { refresh } from '../../call.query.ts'
import { nextBatch } from './batches.ts'

const nothing = {
  isBusy: false,
  done: 0,
  added: 0,
  changed: 0,
  importId: null as string | null,
  error: null as Error | null,
}

/** Imports in batches. Where one fails the next run goes on with it: what was imported stays, and doing it twice changes nothing. */
export function useImport() {
  const queries = useQueryClient()
  const [state, setState] = useState(nothing)
  const run = async (customers: readonly ImportedCustomer[]): Promise<void> => {
    let now = { ...state, isBusy: true, error: null as Error | null }
    setState(now)
    try {
      while (now.done < customers.length) {
        const batch = nextBatch(customers, now.done)
        const soFar = now.importId === null ? {} : { importId: now.importId }
        const { added, changed, importId } = await call(importCustomers, { body: { customers: batch, ...soFar } })
        const counts = { done: now.done + batch.length, added: now.added + added, changed: now.changed + changed }
        now = { ...now, ...counts, importId }
        setState(now)
      }
      setState({ ...now, isBusy: false })
    } catch (error) {
      setState({ ...now, isBusy: false, error: error as Error })
    }
    for (const path of ['/api/customers', '/api/desk', '/api/installation/first-steps']) void refresh(queries, path)
  }
  return { ...state, run }
}
