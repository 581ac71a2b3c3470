import type { Report } from '@bellwether/contract/incidents.ts'
import type { CommandTable } from '../ui/commands.ts'
import { isOver } from '@bellwether/contract/told-text.ts'
import { t } from '../ui/words.ts'

export interface ReportActions {
  report: Report
  handOff: () => void
  tell: () => void
  end: () => void
  /** Declares an incident of it, or goes to the one of which it is a part. */
  declare: () => void
  up: () => void
}

const section = t`Trouble report`

/** Those who wrote in and have not heard from us in this round, nor will by a telling that runs. */
export const untoldTickets = ({ ticketList, untold }: Report): Report['ticketList'] =>
  ticketList.filter((ticket) => untold.includes(ticket.id))

/** Whom the next telling is for: those who have not heard in this round, or everyone once more, which is a round of its own. */
export const nextTelling = (report: Report, isAgain: boolean): { tickets: Report['ticketList']; round: number } =>
  isAgain
    ? { tickets: report.ticketList, round: report.round + 1 }
    : { tickets: untoldTickets(report), round: report.round }

export const reportCommands: CommandTable<ReportActions> = {
  scope: 'report',
  commands: [
    {
      id: 'report.hand-off',
      title: t`Hand off and page a team`,
      section,
      keys: ['h'],
      when: ({ report }) => report.state === 'draft',
      run: (actions) => actions.handOff(),
    },
    {
      id: 'report.tell',
      title: t`Tell everyone who wrote in`,
      section,
      keys: ['t'],
      when: ({ report }) =>
        report.imported === null && report.ticketList.length > 0 && (report.telling?.waiting ?? 0) === 0,
      run: (actions) => actions.tell(),
    },
    {
      id: 'report.over',
      title: t`Say that it is over`,
      section,
      keys: ['e'],
      when: ({ report }) => !isOver(report.state) && (report.state !== 'draft' || report.told.length > 0),
      run: (actions) => actions.end(),
    },
    {
      id: 'report.incident',
      title: t`Declare an incident, or go to it`,
      section,
      keys: ['i'],
      when: ({ report }) => report.imported === null,
      run: (actions) => actions.declare(),
    },
    { id: 'report.up', title: t`Back to the reports`, section, keys: ['Escape'], run: (actions) => actions.up() },
  ],
}
