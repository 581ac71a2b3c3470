import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { EvidencePanel } from '../../evidence/evidence-panel.tsx'
import { searchOf, spanBefore, viewOf } from '../../evidence/evidence-view.ts'
import { useClockRead } from '../../ui/clock.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import { FirstStepsHint } from '../first-steps/first-steps-hint.tsx'

const page = getRouteApi('/signed-in/evidence')

export function EvidencePage() {
  const search = page.useSearch()
  const navigate = useNavigate()
  const read = useClockRead()
  const [span] = useState(() => spanBefore(read(), 1))
  const view = viewOf(search, span)
  const mayAlert = useMay('signals.write')
  return (
    <PageFrame
      title={t`Evidence`}
      about={
        <>
          {t`Every request, log line, build and probe. The address of this page is a link to what you see.`}
          <FirstStepsHint step="events" />
        </>
      }
      actions={
        mayAlert && (view.where.length > 0 || view.errors) ? (
          <Link to="/signals/rules/new" search={{ where: [...view.where], errors: view.errors || undefined }}>
            {t`Alert on this`}
          </Link>
        ) : undefined
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
