import { Button } from '@mantine/core'
import { useState } from 'react'
import { t } from './words.ts'

interface Paged {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  fetchNextPage(): Promise<unknown>
}

/** Below a list of which more can be shown. It keeps the focus while it loads, and says where the list ends. */
export function MoreButton({ query }: { query: Paged }) {
  const [wasPressed, setWasPressed] = useState(false)
  const { hasNextPage, isFetchingNextPage: isBusy } = query
  if (!hasNextPage && !wasPressed) return null
  if (!hasNextPage)
    return (
      <p ref={(end) => end?.focus()} tabIndex={-1} style={{ marginTop: 8, fontSize: 13, color: 'var(--ink-soft)' }}>
        {t`That is all of them.`}
      </p>
    )
  return (
    <Button
      mt={8}
      size="xs"
      variant="default"
      aria-busy={isBusy}
      onClick={() => {
        setWasPressed(true)
        if (!isBusy) void query.fetchNextPage()
      }}
    >
      {isBusy ? t`Loading…` : t`Show more`}
    </Button>
  )
}
