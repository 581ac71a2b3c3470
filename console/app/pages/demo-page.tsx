import { useQuery } from '@tanstack/react-query'
import { getInstallation } from '@bellwether/contract/installation.ts'
import { ask } from '../../call.query.ts'
import { DemoStory } from '../../demo/demo-story.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { t } from '../../ui/words.ts'

export function DemoPage() {
  const installation = useQuery(ask(getInstallation))
  const isDemo = installation.data?.kind === 'demo'
  return (
    <PageFrame
      title={t`This is what happened`}
      about={t`The evening of the demo, by the facts that it left.`}
      width="narrow"
    >
      {isDemo ? (
        <DemoStory />
      ) : (
        <EmptyState icon="queue" title={t`No demo is played here`}>
          {t`This installation is your organisation’s own.`}
        </EmptyState>
      )}
    </PageFrame>
  )
}
