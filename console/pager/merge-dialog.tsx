import { listPages, mergePage, type Page } from '@bellwether/contract/pager.ts'
import { Button, Select } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { FormModal } from '../ui/form-modal.tsx'
import { t, translated } from '../ui/words.ts'
import { teamOf } from './page-team.ts'

interface MergeProps {
  page: Page
  refreshes: readonly string[]
}

/** Ends a page in favour of another one that has not ended. */
export function MergeDialog({ page, refreshes }: MergeProps) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Merge…`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Into which page?`}>
        <MergeForm page={page} refreshes={refreshes} onClose={dialog.close} />
      </FormModal>
    </>
  )
}

const limit = 100

function MergeForm({ page, refreshes, onClose }: MergeProps & { onClose: () => void }) {
  const merge = useWrite(mergePage, { refreshes, showsProblem: true, onDone: onClose })
  const form = useForm({
    initialValues: { into: null as string | null },
    validate: { into: (into) => (into === null ? t`Choose the page that goes on.` : null) },
  })
  const open = useQuery(ask(listPages, { query: { state: 'open', limit } })).data?.items ?? []
  const taken = useQuery(ask(listPages, { query: { state: 'acknowledged', limit } })).data?.items ?? []
  const isOwn = ({ team }: Page): boolean => team?.id === page.team?.id
  const others = [...open, ...taken].filter(({ id, team }) => id !== page.id && team !== null)
  const chosen = others.find(({ id }) => id === form.values.into)
  const isOtherTeamMeant = chosen !== undefined && !isOwn(chosen)
  return (
    <form
      noValidate
      style={{ display: 'grid', gap: 12 }}
      onSubmit={form.onSubmit(({ into }) =>
        merge.mutate({ params: { id: page.id }, body: { into: into ?? '', isOtherTeamMeant } }),
      )}
    >
      <Select
        label={t`The page that goes on`}
        description={t`This one ends, and its alerts are on that one.`}
        // Those of this team are most likely meant.
        data={[...others.filter(isOwn), ...others.filter((one) => !isOwn(one))].map((one) => ({
          value: one.id,
          label: isOwn(one) ? translated(one.title) : `${translated(one.title)} · ${teamOf(one)}`,
        }))}
        searchable
        data-autofocus
        nothingFoundMessage={t`There is no other page.`}
        {...form.getInputProps('into')}
      />
      {isOtherTeamMeant && <p role="status">{t`It is a page of ${teamOf(chosen)}: they have it from then on.`}</p>}
      <FormFoot error={merge.error} form={form} isBusy={merge.isPending} onCancel={onClose}>
        {t`Merge it`}
      </FormFoot>
    </form>
  )
}
