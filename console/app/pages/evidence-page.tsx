import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { EvidencePanel } from '../../evidence/evidence-panel.tsx'
import { searchOf, spanBefore, viewOf } from '../../evidence/evidence-view.ts'
import { useClockRead } from '../../ui/clock.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { t } from '../../ui/words.ts'
import { FirstStepsHint } from '../first-steps/first-steps-hint.tsx'

const page = getRouteApi('/signed-in/evidence')

export function EvidencePage() {
  const search = page.useSearch()
  const navigate = useNavigate()
  const read = useClockRead()
  const [span] = useState(() => spanBefore(read(), 1))
  const view = viewOf(search, span)
  return (
    <PageFrame
      title={t`Evidence`}
      about={
        <>
          {t`Every request, log line, build and probe. The address of this page is a link to what you see.`}
          <FirstStepsHint step="events" />
        </>
      }
    >
      <EvidencePanel
        heading={t`All customers`}
        view={view}
        onView={(change) => void navigate({ to: '/evidence', search: searchOf({ ...view, ...change }), replace: true })}
        customerKeys={[]}
        centreMs={null}
      />
    </PageFrame>
  )
}
