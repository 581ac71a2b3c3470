import type { Installation } from '@bellwether/contract/installation.ts'
import { DemoLoading } from '../demo/demo-loading.tsx'
import { EvidenceTimeline } from '../evidence/evidence-timeline.tsx'

const shownMilliseconds = 4 * 3_600_000

/** The afternoon of the demo as it fills. */
export function DemoAfternoon({ installation }: { installation: Installation }) {
  const to = new Date(installation.now)
  const filter = {
    from: new Date(to.getTime() - shownMilliseconds).toISOString(),
    to: to.toISOString(),
    where: [],
  }
  return (
    <DemoLoading
      installation={installation}
      chart={<EvidenceTimeline filter={filter} isFilling onSpan={() => undefined} />}
    />
  )
}
