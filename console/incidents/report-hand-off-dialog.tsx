import { handOffReport, type Report } from '@bellwether/contract/incidents.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Checkbox, Modal, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { versionedName } from '../ui/versioned-name.ts'
import { t } from '../ui/words.ts'
import { Gaps } from './report-text-form.tsx'

interface ReportHandOffDialogProps {
  report: Report
  isOpen: boolean
  onClose: () => void
}

export function ReportHandOffDialog(props: ReportHandOffDialogProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={t`Hand off R${props.report.number} and page`}>
      <HandOffForm {...props} />
    </Modal>
  )
}

function HandOffForm({ report, onClose }: ReportHandOffDialogProps) {
  const teams = useQuery(ask(listTeams))
  const [team, setTeam] = useState<string | null>(null)
  const [askRollback, setAskRollback] = useState(report.deploy !== null)
  const handOff = useWrite(handOffReport, {
    refreshes: ['/api/incidents', '/api/pager'],
    showsProblem: true,
    onDone: onClose,
  })
  const teamChoices = (teams.data?.items ?? []).map((one) => ({ value: one.slug, label: one.name }))
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 14 }}
      onSubmit={(event) => {
        event.preventDefault()
        if (team !== null) handOff.mutate({ params: { id: report.id }, body: { team, askRollback } })
      }}
    >
      <Gaps gaps={report.gaps} />
      <Select
        label={t`Team`}
        description={t`Its on-call person is paged now, with the report in the page.`}
        placeholder={t`Whose system is it?`}
        data={teamChoices}
        value={team}
        onChange={setTeam}
        required
        data-autofocus
      />
      {report.deploy !== null && (
        <Checkbox
          label={t`Ask to roll back ${versionedName(report.deploy)}`}
          description={t`They accept or decline with one press, on the page itself.`}
          checked={askRollback}
          onChange={(event) => setAskRollback(event.currentTarget.checked)}
        />
      )}
      <FormFoot
        error={handOff.error}
        isBusy={handOff.isPending}
        isDisabled={team === null || report.gaps.length > 0}
        onCancel={onClose}
      >
        {t`Hand off and page`}
      </FormFoot>
    </form>
  )
}
