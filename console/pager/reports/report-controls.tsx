import { exportPagingReport } from '@bellwether/contract/pager-reports.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { t } from '../../ui/words.ts'
import { type ReportChoice, useAsked } from './report-choice.ts'
import styles from './report.module.css'

interface ReportControlsProps {
  choice: ReportChoice
  onChoice: (choice: ReportChoice) => void
}

/** Of which days and which team the report is, and its pages as a file. */
export function ReportControls({ choice, onChoice }: ReportControlsProps) {
  const teams = useQuery(ask(listTeams)).data?.items ?? []
  const asked = useAsked(choice)
  return (
    <div className={styles.controls}>
      <Day label={t`First day`} day={asked.from} onDay={(from) => onChoice({ ...choice, from })} />
      <Day label={t`Last day`} day={asked.to} onDay={(to) => onChoice({ ...choice, to })} />
      <NativeSelect
        label={t`Team`}
        data={[{ value: '', label: t`All teams` }, ...teams.map(({ slug, name }) => ({ value: slug, label: name }))]}
        value={choice.team ?? ''}
        onChange={({ currentTarget: { value } }) => onChoice({ ...choice, team: value === '' ? undefined : value })}
      />
      <Button component="a" href={urlOf(exportPagingReport, { query: asked })} download variant="default">
        {t`Save the pages as CSV`}
      </Button>
    </div>
  )
}

function Day({ label, day, onDay }: { label: string; day: string; onDay: (day: string) => void }) {
  return (
    <TextInput
      type="date"
      label={label}
      value={day}
      onChange={({ currentTarget: { value } }) => {
        if (value !== '') onDay(value)
      }}
    />
  )
}
