import { Link, type ErrorComponentProps } from '@tanstack/react-router'
import type { ComponentType } from 'react'
import { EmptyState } from '../ui/empty-state.tsx'
import { SkeletonRows } from '../ui/loaded.tsx'
import { PageFrame } from '../ui/page-frame.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'

export function BrokenPage({ error, reset }: ErrorComponentProps) {
  return (
    <PageFrame title={t`This page did not load`} width="narrow">
      <ProblemView error={error} onRetry={reset} />
    </PageFrame>
  )
}

export function NoSuchPage() {
  return (
    <PageFrame title={t`There is no such page`} width="narrow">
      <EmptyState icon="search" title={t`Nothing lives at this address`}>
        {tx`Check the link, or go back to the ${<Link to="/desk">{t`queue`}</Link>}.`}
      </EmptyState>
    </PageFrame>
  )
}

export function LoadingPage() {
  return (
    <PageFrame title={t`Loading`}>
      <SkeletonRows rows={10} />
    </PageFrame>
  )
}

/** The same page where no frame of the console is around it. */
export const alone = <Props extends object>(Page: ComponentType<Props>) =>
  function AlonePage(props: Props) {
    return (
      <main id="page">
        <Page {...props} />
      </main>
    )
  }
