import { getTicket } from '@bellwether/contract/desk.ts'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate, useRouter } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { ExplanationView } from '../../evidence/explanation-view.tsx'
import { explanationCommands } from '../../evidence/explanation.commands.ts'
import { useOpenReport, useReportDraft } from '../../incidents/draft-report-button.tsx'
import { useCommands } from '../../ui/command-keys.tsx'
import { CommandButton } from '../../ui/command-button.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'

const page = getRouteApi('/signed-in/evidence/classes/$id')

export function ExplanationPage() {
  const { id } = page.useParams()
  const { from, to, ticket: number, signal } = page.useSearch()
  const navigate = useNavigate()
  const router = useRouter()
  const ticket = useQuery({ ...ask(getTicket, { params: { id: number ?? '' } }), enabled: number !== undefined })
  const { draft, isBusy } = useReportDraft()
  const openReport = useOpenReport(id)
  const commands = useCommands(explanationCommands, {
    draft: () => draft({ classId: id, ticketIds: ticket.data === undefined ? [] : [ticket.data.id], signalId: signal }),
    up: () => router.history.back(),
  })
  return (
    <PageFrame
      title={t`Who else?`}
      about={
        ticket.data === undefined
          ? t`What accounts for this error: where it happens, what changed, and who is hit.`
          : tx`Asked from ${(
              <Link to="/tickets/$number" params={{ number: String(ticket.data.number) }}>
                #{ticket.data.number} {ticket.data.subject}
              </Link>
            )}`
      }
    >
      <ExplanationView
        id={id}
        from={from}
        to={to}
        onSpan={(nextFrom, nextTo) =>
          void navigate({
            to: '/evidence/classes/$id',
            params: { id },
            search: { from: nextFrom, to: nextTo, ticket: number, signal },
          })
        }
        actions={(isExplained) => (
          <>
            <CommandButton
              commands={commands}
              id="explanation.draft"
              size="sm"
              variant={isExplained || openReport !== undefined ? 'filled' : 'default'}
              loading={isBusy}
            >
              {openReport === undefined ? t`Draft trouble report` : t`Open R${openReport.number}, which is about it`}
            </CommandButton>
            <CommandButton commands={commands} id="explanation.up" size="sm">
              {t`Back`}
            </CommandButton>
          </>
        )}
      />
    </PageFrame>
  )
}
