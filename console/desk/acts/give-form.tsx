import { getMe, listTeams } from '@bellwether/contract/people.ts'
import { listRotas } from '@bellwether/contract/pager-rotas.ts'
import { Select } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import { landOnFields } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import type { ActFormProps } from './act-form.ts'
import { useAct } from './use-act.tsx'

const nobody = 'nobody'

/** Who owns it from now on: support first, and who of them is on call now. */
export function GiveForm({ acted, onDone, onClose }: ActFormProps) {
  const act = useAct({ onDone, showsProblem: true })
  const form = useForm<{ to: string | null }>({
    initialValues: { to: null },
    validate: { to: (value) => (value === null ? t`Choose somebody.` : null) },
  })
  const people = usePeople(acted.ownerId)
  const send = form.onSubmit(({ to }) =>
    act.run({ kind: 'give', to: to === nobody ? null : to }, acted.tickets, (error) =>
      landOnFields(error, form, ['to']),
    ),
  )
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} style={{ display: 'grid', gap: 14 }}>
      <Select
        label={t`Who`}
        placeholder={t`Somebody on staff, or nobody`}
        data={people}
        searchable
        selectFirstOptionOnChange
        openOnFocus={false}
        data-autofocus
        required
        {...form.getInputProps('to')}
      />
      <FormFoot error={act.error} form={form} isBusy={act.isBusy} onCancel={onClose}>
        {t`Give`}
      </FormFoot>
    </form>
  )
}

interface Choice {
  value: string
  label: string
  disabled?: boolean
}

/** Support before the other teams; each person once. */
function usePeople(ownerId: string | null | undefined): { group: string; items: Choice[] }[] {
  const teams = useQuery(ask(listTeams)).data?.items ?? []
  const me = useQuery(ask(getMe)).data?.person.id
  const maySeeRotas = useMay('pager.read')
  const rotas = useQuery({ ...ask(listRotas, { query: { team: 'support', limit: 200 } }), enabled: maySeeRotas })
  const onCall = new Set(rotas.data?.items.flatMap((rota) => rota.onCall?.id ?? []))
  const shown = new Set<string>()
  const choiceOf = ({ id, name }: { id: string; name: string }): Choice => {
    const marks = [id === me && 'you', onCall.size > 0 && (onCall.has(id) ? t`on call now` : t`not on call now`)]
    const said = marks.filter((mark) => mark !== false).join(', ')
    return { value: id, label: said === '' ? name : `${name} (${said})`, disabled: id === ownerId }
  }
  const groups = teams
    .toSorted((a, b) => Number(b.slug === 'support') - Number(a.slug === 'support'))
    .map(({ name, slug, people }) => ({
      group: name,
      items: people
        .filter(({ id }) => !shown.has(id) && shown.add(id))
        .map((person) => (slug === 'support' ? choiceOf(person) : { ...choiceOf(person), label: person.name })),
    }))
    .filter(({ items }) => items.length > 0)
  const back = { value: nobody, label: t`Nobody: back to the queue`, disabled: ownerId === null }
  return [{ group: t`The queue`, items: [back] }, ...groups]
}
