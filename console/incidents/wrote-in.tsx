import type { Report } from '@bellwether/contract/incidents.ts'
import { Link } from '@tanstack/react-router'
import { DataTable } from '../ui/data-table.tsx'
import { plural } from '../ui/figures.ts'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'

/** Who wrote in about a report that was over before it came here. */
export function WroteIn({ report: { ticketList } }: { report: Report }) {
  return (
    <Sheet
      title={t`Who wrote in`}
      about={t`${plural(ticketList.length, 'ticket')} came with it. Whom they told then is not known here.`}
    >
      {ticketList.length > 0 && (
        <DataTable
          label={t`Who wrote in`}
          rows={ticketList}
          keyOf={(ticket) => ticket.id}
          columns={[
            { head: t`Customer`, cell: (ticket) => ticket.customerName ?? ticket.contactEmail },
            {
              head: t`Ticket`,
              cell: (ticket) => (
                <Link to="/tickets/$number" params={{ number: String(ticket.number) }}>
                  #{ticket.number} {ticket.subject}
                </Link>
              ),
            },
          ]}
        />
      )}
    </Sheet>
  )
}
