import { Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { ProblemView } from './problem-view.tsx'
import { t } from './words.ts'

interface LoadedProps<T> {
  query: { data: T | undefined; error: Error | null; refetch: () => unknown }
  rows?: number
  children: (data: T) => ReactNode
}

/** Shows an answer, its skeleton while it loads, or the problem. Older data stays visible when a refresh fails. */
export function Loaded<T>({ query, rows = 6, children }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error !== null) return <ProblemView error={query.error} onRetry={() => void query.refetch()} />
  return <SkeletonRows rows={rows} />
}

export function SkeletonRows({ rows }: { rows: number }) {
  return (
    <div role="status" aria-label={t`Loading`} style={{ display: 'grid', gap: 10, padding: '8px 0' }}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={16} width={`${92 - ((row * 17) % 38)}%`} radius={4} />
      ))}
    </div>
  )
}
