import { type HandOff, passOnHandOff } from '@bellwether/contract/desk.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { landOnFields } from '../ui/field-problems.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { t } from '../ui/words.ts'
import { FormButtons } from './hand-off-forms.tsx'
import { sendOnKey } from '../ui/send-on-key.ts'
import styles from './hand-off-card.module.css'
import { TeamFields } from './team-fields.tsx'

/** Passes a question on to the team that can answer it. */
export function PassOnForm({ handOff, onClose }: { handOff: HandOff; onClose: () => void }) {
  const teams = useQuery(ask(listTeams))
  const form = useForm({
    initialValues: { toTeam: null as string | null, toPerson: null as string | null, reason: '' },
    validate: { toTeam: (value) => (value === null ? t`Choose the team.` : null) },
  })
  const passOn = useWrite(passOnHandOff, { refreshes: ['/api/desk'], showsProblem: true, onDone: onClose })
  const send = form.onSubmit(({ toTeam, ...values }) =>
    passOn.mutate(
      { params: { id: handOff.id }, body: { ...values, toTeam: toTeam ?? '' } },
      { onError: (error) => landOnFields(error, form, ['toTeam', 'toPerson', 'reason']) },
    ),
  )
  return (
    <form noValidate data-asking className={styles.form} onKeyDown={sendOnKey} onSubmit={send}>
      <TeamFields
        teams={(teams.data?.items ?? []).filter(({ id }) => id !== handOff.askedTeam.id)}
        asked={[]}
        team={form.getInputProps('toTeam')}
        person={form.getInputProps('toPerson')}
      />
      <Textarea
        label={t`Why it is theirs`}
        description={t`The question goes along with what was said. Their own clock begins now.`}
        required
        {...form.getInputProps('reason')}
      />
      {passOn.error !== null && Object.keys(form.errors).length === 0 && <ProblemView error={passOn.error} />}
      <FormButtons send={t`Pass on`} isBusy={passOn.isPending} onClose={onClose} />
    </form>
  )
}
