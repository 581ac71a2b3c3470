import { addRota, changeRota, listRotas, listWorks, type Rota } from '@bellwether/contract/pager.ts'
import { listTeams } from '@bellwether/contract/people.ts'
import { Button, Select, TextInput } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { useClockRead, useZone } from '../../ui/clock.tsx'
import { landOnPaths } from '../../ui/field-problems.ts'
import { FormFoot } from '../../ui/form-foot.tsx'
import { fieldValueOf } from '../../ui/instants.ts'
import { t, translated } from '../../ui/words.ts'
import { LayerFields } from './layer-fields.tsx'
import { RotaPreview } from './rota-preview.tsx'
import { blankLayer, fieldAt, layersOf, type RotaValues, valuesOf } from './rota-values.ts'
import styles from './rota-form.module.css'

interface RotaFormProps {
  rota: Rota | null
  team: Rota['team'] | undefined
  onClose: () => void
}

const mostLayers = 12

/** Writes a rota: what it is for, and its layers, with what they make. */
export function RotaForm({ rota, team: given, onClose }: RotaFormProps) {
  const [read, zone] = [useClockRead(), useZone()]
  const today = fieldValueOf(read(), zone).slice(0, 10)
  const form = useForm<RotaValues>({
    // Beside another rota of the team this one has to be told apart.
    initialValues: valuesOf(rota, { team: given?.slug ?? null, name: given === undefined ? t`On call` : '', today }),
    validate: { team: (team) => (team === null ? t`Choose the team.` : null) },
  })
  const options = { refreshes: [listRotas.path], showsProblem: true, onDone: onClose }
  const [add, change] = [useWrite(addRota, options), useWrite(changeRota, options)]
  const error = add.error ?? change.error
  const send = form.onSubmit(({ team, name, work, layers }) => {
    const body = { name, layers: layersOf(layers) }
    const land = { onError: (problem: Error) => landOnPaths(problem, form, fieldAt) }
    if (rota === null) add.mutate({ body: { ...body, team: team ?? '', work } }, land)
    else change.mutate({ params: { id: rota.id }, body }, land)
  })
  return (
    <form noValidate onSubmit={send} className={styles.form}>
      <div className={styles.columns}>
        <div className={styles.fields}>
          <RotaHead form={form} rota={rota} asksTeam={rota === null && given === undefined} />
          <Layers form={form} rota={rota} today={today} />
        </div>
        <RotaPreview rota={rota} layers={form.values.layers} />
      </div>
      <FormFoot error={error} form={form} isBusy={add.isPending || change.isPending} onCancel={onClose}>
        {t`Save the rota`}
      </FormFoot>
    </form>
  )
}

type Form = UseFormReturnType<RotaValues>

/** Whose rota it is, how it is called, and what for. */
function RotaHead({ form, rota, asksTeam }: { form: Form; rota: Rota | null; asksTeam: boolean }) {
  const teams = useQuery({ ...ask(listTeams), enabled: asksTeam })
  const works = useQuery({ ...ask(listWorks), enabled: rota === null })
  return (
    <>
      {asksTeam && (
        <Select
          label={t`Team`}
          data={(teams.data?.items ?? []).map((team) => ({ value: team.slug, label: team.name }))}
          required
          data-autofocus
          {...form.getInputProps('team')}
        />
      )}
      <TextInput
        label={t`Name`}
        placeholder={t`Nights`}
        required
        data-autofocus={!asksTeam || undefined}
        {...form.getInputProps('name')}
      />
      {rota === null && (
        <Select
          label={t`What for`}
          description={t`Paging wakes whoever is on. Any other work that is done by turns has a rota like it.`}
          allowDeselect={false}
          data={(works.data?.items ?? []).map(({ slug, name }) => ({ value: slug, label: translated(name) }))}
          {...form.getInputProps('work')}
        />
      )}
    </>
  )
}

function Layers({ form, rota, today }: { form: Form; rota: Rota | null; today: string }) {
  const { layers } = form.values
  return (
    <>
      {layers.length > 1 && (
        <p className={styles.hint}>{t`One person is on at a time: of the layers the upmost that has somebody.`}</p>
      )}
      {layers.map((layer, place) => (
        <LayerFields key={layer.id ?? `new ${place}`} form={form} place={place} rota={rota} />
      ))}
      {layers.length < mostLayers && (
        <Button
          size="compact-sm"
          variant="default"
          style={{ justifySelf: 'start' }}
          onClick={() => form.insertListItem('layers', blankLayer(today))}
        >
          {t`Add a layer`}
        </Button>
      )}
    </>
  )
}
