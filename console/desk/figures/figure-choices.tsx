import { type HandOffSplit, handOffSplits, type TicketSplit, ticketSplits } from '@bellwether/contract/desk.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { NativeSelect, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { t } from '../../ui/words.ts'
import { type PeriodWeeks, periods } from './figure-period.ts'
import styles from './figures.module.css'
import { handOffSplitNames } from './hand-off-figures.tsx'
import { ticketSplitNames } from './ticket-figures.tsx'

/** What the page shows, as it stands in its address. */
export interface FigureChoice {
  readonly about: 'tickets' | 'hand-offs'
  readonly weeks: PeriodWeeks
  readonly ticketsBy: TicketSplit
  readonly handOffsBy: HandOffSplit
  readonly team: string | undefined
}

interface FigureChoicesProps {
  choice: FigureChoice
  onChoice: (choice: FigureChoice) => void
}

export function FigureChoices({ choice, onChoice }: FigureChoicesProps) {
  return (
    <div className={styles.choices}>
      <SegmentedControl
        aria-label={t`Figures of`}
        data={[
          { value: 'tickets', label: t`Tickets` },
          { value: 'hand-offs', label: t`Hand-offs` },
        ]}
        value={choice.about}
        onChange={(about) => onChoice({ ...choice, about: about === 'tickets' ? 'tickets' : 'hand-offs' })}
      />
      <SegmentedControl
        aria-label={t`For how long`}
        data={periods.map(({ weeks, label }) => ({ value: String(weeks), label }))}
        value={String(choice.weeks)}
        onChange={(weeks) =>
          onChoice({ ...choice, weeks: periods.find((one) => String(one.weeks) === weeks)?.weeks ?? choice.weeks })
        }
      />
      <SplitChoice choice={choice} onChoice={onChoice} />
      {choice.about === 'hand-offs' && <TeamChoice choice={choice} onChoice={onChoice} />}
    </div>
  )
}

function SplitChoice({ choice, onChoice }: FigureChoicesProps) {
  if (choice.about === 'tickets') {
    return (
      <NativeSelect
        label={t`By`}
        data={ticketSplits.map((value) => ({ value, label: ticketSplitNames[value] }))}
        value={choice.ticketsBy}
        onChange={({ currentTarget: { value } }) =>
          onChoice({ ...choice, ticketsBy: ticketSplits.find((one) => one === value) ?? 'week' })
        }
      />
    )
  }
  return (
    <NativeSelect
      label={t`By`}
      data={handOffSplits.map((value) => ({ value, label: handOffSplitNames[value] }))}
      value={choice.handOffsBy}
      onChange={({ currentTarget: { value } }) =>
        onChoice({ ...choice, handOffsBy: handOffSplits.find((one) => one === value) ?? 'week' })
      }
    />
  )
}

function TeamChoice({ choice, onChoice }: FigureChoicesProps) {
  const teams = useQuery(ask(listTeams)).data?.items ?? []
  return (
    <NativeSelect
      label={t`Asked of`}
      data={[{ value: '', label: t`All teams` }, ...teams.map(({ id, name }) => ({ value: id, label: name }))]}
      value={choice.team ?? ''}
      onChange={({ currentTarget: { value } }) => onChoice({ ...choice, team: value === '' ? undefined : value })}
    />
  )
}
