import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import { EmptyState } from '../ui/empty-state.tsx'
import { PageFrame } from '../ui/page-frame.tsx'
import { ProblemView } from '../ui/problem-view.tsx'

export function BrokenPage({ error, reset }: ErrorComponentProps) {
  return (
    <main id="page">
      <PageFrame title="This page did not load" width="narrow">
        <ProblemView error={error} onRetry={reset} />
      </PageFrame>
    </main>
  )
}

export function NoSuchPage() {
  return (
    <main id="page">
      <PageFrame title="There is no such page" width="narrow">
        <EmptyState icon="search" title="Nothing lives at this address">
          Check the link, or go back to the <Link to="/desk">queue</Link>.
        </EmptyState>
      </PageFrame>
    </main>
  )
}
