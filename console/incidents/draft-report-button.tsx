import { draftReport, listReports } from '@bellwether/contract/incidents.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { isOver } from '@bellwether/contract/told-text.ts'
import { t } from '../ui/words.ts'

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

/** The open report about a class, if there is one. */
export function useOpenReport(classId: string | undefined) {
  const reports = useQuery(ask(listReports, { query: { limit: '200' } }))
  return reports.data?.items.find((one) => one.class !== null && one.class.id === classId && !isOver(one.state))
}

/** Drafts a report of a class, or leads to the one that is open about it already. */
export function DraftReportButton({ origin }: { origin: ReportOrigin }) {
  const { draft, isBusy } = useReportDraft()
  const open = useOpenReport(origin.classId)
  if (open !== undefined)
    return (
      <Link to="/reports/$id" params={{ id: open.id }}>
        {t`R${open.number} is about it`}
      </Link>
    )
  return (
    <Button size="xs" variant="default" loading={isBusy} onClick={() => draft(origin)}>
      {t`Draft report`}
    </Button>
  )
}
