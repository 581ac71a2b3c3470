import { type ImportedCustomer, type PreviewedRow, previewImport } from '@bellwether/contract/customers.ts'
import { useEffect, useState } from 'react'
import { call } from '../../call.ts'
import { nextBatch } from './batches.ts'

interface Preview {
  /** In the order of the file, as far as the server has looked. */
  readonly rows: readonly PreviewedRow[]
  readonly error: Error | null
}

/** What the server would do with each customer of a file, asked in batches. */
export function usePreview(customers: readonly ImportedCustomer[]): Preview & { tryAgain: () => void } {
  const [preview, setPreview] = useState<Preview>({ rows: [], error: null })
  const [tries, setTries] = useState(0)
  useEffect(() => {
    let isGone = false
    const look = async (): Promise<void> => {
      for (let rows: readonly PreviewedRow[] = []; rows.length < customers.length;) {
        const { rows: next } = await call(previewImport, { body: { customers: nextBatch(customers, rows.length) } })
        if (isGone) return
        rows = [...rows, ...next]
        setPreview({ rows, error: null })
      }
    }
    look().catch((error: unknown) => {
      if (!isGone) setPreview({ rows: [], error: error as Error })
    })
    return () => {
      isGone = true
    }
  }, [customers, tries])
  return { ...preview, tryAgain: () => setTries(tries + 1) }
}
