import type { Installation } from '@bellwether/contract/installation.ts'
import { DemoLoading } from '../demo/demo-loading.tsx'
import { EvidenceTimeline } from '../evidence/evidence-timeline.tsx'

const shownMilliseconds = 4 * 3_600_000

/** The afternoon of the demo as far as it has been sent: what is to come is no silence. */
export function DemoAfternoon({ installation }: { installation: Installation }) {
  const from = new Date(Date.parse(installation.now) - shownMilliseconds).toISOString()
  const to = installation.demo?.until ?? installation.now
  return (
    <DemoLoading
      installation={installation}
      chart={<EvidenceTimeline filter={{ from, to, where: [] }} isFilling onSpan={() => undefined} />}
    />
  )
}
