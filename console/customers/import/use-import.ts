import { importCustomers, type ImportedCustomer } from '@bellwether/contract/customers.ts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../call.ts'
import { refresh } from '../../call.query.ts'

/** Each batch is one transaction of the server, and one mark of progress; a request holds a megabyte. */
const batchSize = 200
const batchBytes = 400_000

/** As many as fit into one request; always one. */
export function nextBatch<T>(all: readonly T[], from: number): T[] {
  const batch: T[] = []
  let bytes = 0
  for (const one of all.slice(from, from + batchSize)) {
    bytes += new TextEncoder().encode(JSON.stringify(one)).length
    if (batch.length > 0 && bytes > batchBytes) break
    batch.push(one)
  }
  return batch
}

const nothing = { isBusy: false, done: 0, added: 0, changed: 0, error: null as Error | null }

/** Imports in batches. Where one fails the next run goes on with it: what was imported stays, and doing it twice changes nothing. */
export function useImport(customers: readonly ImportedCustomer[]) {
  const queries = useQueryClient()
  const [state, setState] = useState(nothing)
  const run = async (): Promise<void> => {
    let now = { ...state, isBusy: true, error: null as Error | null }
    setState(now)
    try {
      while (now.done < customers.length) {
        const batch = nextBatch(customers, now.done)
        const { added, changed } = await call(importCustomers, { body: { customers: batch } })
        now = { ...now, done: now.done + batch.length, added: now.added + added, changed: now.changed + changed }
        setState(now)
      }
      setState({ ...now, isBusy: false })
    } catch (error) {
      setState({ ...now, isBusy: false, error: error as Error })
    }
    for (const path of ['/api/customers', '/api/desk', '/api/installation/first-steps']) void refresh(queries, path)
  }
  return { ...state, isDone: customers.length > 0 && state.done === customers.length, run }
}
