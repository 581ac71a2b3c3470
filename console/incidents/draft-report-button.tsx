import { draftReport } from '@bellwether/contract/incidents.ts'
import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useWrite } from '../call.write.ts'

export interface ReportOrigin {
  classId?: string | undefined
  ticketIds?: readonly string[]
  signalId?: string | undefined
}

interface ReportDraft {
  draft: (origin: ReportOrigin) => void
  isBusy: boolean
}

/** Drafts a report, or finds the open one of the same class, and goes there. */
export function useReportDraft(): ReportDraft {
  const navigate = useNavigate()
  const write = useWrite(draftReport, {
    refreshes: ['/api/incidents'],
    onDone: (report) => void navigate({ to: '/reports/$id', params: { id: report.id } }),
  })
  return {
    isBusy: write.isPending,
    draft: ({ classId, ticketIds = [], signalId }) => {
      const body = {
        ...(classId === undefined ? {} : { classId }),
        ...(signalId === undefined ? {} : { signalId }),
        ticketIds: [...ticketIds],
      }
      write.mutate({ body })
    },
  }
}

export function DraftReportButton({ origin }: { origin: ReportOrigin }) {
  const { draft, isBusy } = useReportDraft()
  return (
    <Button size="xs" variant="default" loading={isBusy} onClick={() => draft(origin)}>
      Draft report
    </Button>
  )
}
