import { askForCover, listShifts, type Rota } from '@bellwether/contract/pager.ts'
import { listPeople } from '@bellwether/contract/people.ts'
import { Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { useClockRead, useZone } from '../../ui/clock.tsx'
import { landOnPaths } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { dayOf, fieldValueOf, instantOfField, minuteOf } from '../../ui/instants.ts'
import { t } from '../../ui/words.ts'
import styles from './swaps.module.css'

/** A shift of somebody, or a part of one. */
export interface TheirShift {
  readonly person: { readonly id: string; readonly name: string }
  readonly startsAt: string
  readonly endsAt: string
}

interface SwapFormProps {
  rota: Pick<Rota, 'id' | 'layers' | 'team'>
  shift: TheirShift
  onClose: () => void
}

const everybody = ''
const nothing = ''
const hourMs = 3_600_000

/** What of it is still to come, from a full hour on where it has begun. */
function ahead({ startsAt, endsAt }: TheirShift, nowMs: number): number {
  const [from, to] = [Date.parse(startsAt), Date.parse(endsAt)]
  if (from > nowMs) return from
  const hour = Math.ceil((nowMs + 60_000) / hourMs) * hourMs
  return hour < to ? hour : Math.ceil((nowMs + 60_000) / 60_000) * 60_000
}

/** Asks for cover of a shift, of everybody or of one person, maybe for one of theirs in return. */
export function SwapForm({ rota, shift, onClose }: SwapFormProps) {
  const [zone, read] = [useZone(), useClockRead()]
  const [nowMs] = useState(read)
  const form = useForm({
    initialValues: {
      from: fieldValueOf(ahead(shift, nowMs), zone),
      until: fieldValueOf(shift.endsAt, zone),
      to: everybody,
      inReturn: nothing,
      note: '',
    },
    validate: { until: (until, { from }) => (until <= from ? t`It ends later than it begins.` : null) },
  })
  const { to } = form.values
  const people = useAskable(rota, shift.person.id)
  const theirs = useShiftsOf(rota.id, to, nowMs)
  const add = useWrite(askForCover, {
    refreshes: ['/api/pager'],
    showsProblem: true,
    onDone: ({ person }) => {
      const message = t`Cover is asked for. Until somebody takes it, it stays with ${person.name}.`
      notifications.show({ message, color: 'petrol' })
      onClose()
    },
  })
  const send = form.onSubmit(({ from, until, inReturn, note }) => {
    const [startsAt = '', endsAt = ''] = inReturn.split(' ')
    const body = {
      rota: rota.id,
      startsAt: instantOfField(from, zone)?.toISOString() ?? '',
      endsAt: instantOfField(until, zone)?.toISOString() ?? '',
      note,
      ...(to === everybody ? {} : { to }),
      ...(to === everybody || inReturn === nothing ? {} : { inReturn: { startsAt, endsAt } }),
    }
    add.mutate({ body }, { onError: (problem) => landOnPaths(problem, form, fieldAt) })
  })
  return (
    <form noValidate onSubmit={send} className={styles.form}>
      <div className={styles.times}>
        <TextInput type="datetime-local" label={t`From`} {...form.getInputProps('from')} />
        <TextInput type="datetime-local" label={t`Until`} {...form.getInputProps('until')} />
      </div>
      <p className={styles.hint}>
        {t`Times are in ${zone}.`}{' '}
        {t`A part of the shift is enough. It stays with ${shift.person.name} until somebody takes it.`}
      </p>
      <Select
        label={t`Who is asked`}
        allowDeselect={false}
        data={[
          { value: everybody, label: t`Whoever is on the rota or on its team` },
          ...people.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={to}
        onChange={(value) => form.setValues({ to: value ?? everybody, inReturn: nothing })}
        error={form.errors['to']}
      />
      {to !== everybody && (
        <Select
          label={t`In return`}
          description={t`A shift of theirs that ${shift.person.name} takes.`}
          allowDeselect={false}
          data={[
            { value: nothing, label: t`Nothing` },
            ...theirs.map(({ startsAt, endsAt }) => ({
              value: `${startsAt} ${endsAt}`,
              label: t`${dayOf(startsAt, zone)} ${minuteOf(startsAt, zone)} to ${dayOf(endsAt, zone)} ${minuteOf(endsAt, zone)}`,
            })),
          ]}
          {...form.getInputProps('inReturn')}
        />
      )}
      <TextInput label={t`Why`} placeholder={t`A wedding`} maxLength={500} {...form.getInputProps('note')} />
      <FormFoot error={add.error} form={form} isBusy={add.isPending} onCancel={onClose}>
        {t`Ask for cover`}
      </FormFoot>
    </form>
  )
}

/** Whom the rota knows: its people, and those on its team. */
function useAskable({ layers, team }: SwapFormProps['rota'], askerId: string) {
  const staff = useQuery(ask(listPeople, { query: { limit: 200 } }))
  const onTeam = (staff.data?.items ?? []).filter(({ teams }) => teams.some(({ id }) => id === team.id))
  const known = [...layers.flatMap(({ people }) => people), ...onTeam].map(
    ({ id, name }) => [id, { id, name }] as const,
  )
  return [...new Map(known).values()].filter(({ id }) => id !== askerId)
}

const lookedAtMs = 60 * 24 * hourMs

/** The shifts of whoever is asked that are still to come. */
function useShiftsOf(rotaId: string, personId: string, nowMs: number) {
  const query = { from: new Date(nowMs).toISOString(), to: new Date(nowMs + lookedAtMs).toISOString() }
  const shifts = useQuery({ ...ask(listShifts, { params: { id: rotaId }, query }), enabled: personId !== everybody })
  return (shifts.data?.shifts ?? []).filter(
    ({ person, startsAt }) => person.id === personId && Date.parse(startsAt) > nowMs,
  )
}

function fieldAt(pointer: string): string | undefined {
  const [, field = ''] = /^#?\/(?:body\/)?(startsAt|endsAt|to|inReturn|note)(?:\/|$)/.exec(pointer) ?? []
  return { startsAt: 'from', endsAt: 'until', to: 'to', inReturn: 'inReturn', note: 'note' }[field]
}
