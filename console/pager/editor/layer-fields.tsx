import type { Rota } from '@bellwether/contract/pager.ts'
import { Button, Group, NumberInput, Select, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { t } from '../../ui/words.ts'
import { zones } from '../../ui/zones.ts'
import { PeopleInTurn } from '../people-in-turn.tsx'
import { LayerHours } from './layer-hours.tsx'
import type { LayerValues, RotaValues } from './rota-values.ts'
import styles from './rota-form.module.css'

interface LayerFieldsProps {
  form: UseFormReturnType<RotaValues>
  place: number
  rota: Rota | null
}

/** One layer: the people of one place who take turns. */
export function LayerFields({ form, place, rota }: LayerFieldsProps) {
  const { layers } = form.values
  const layer = layers[place] as LayerValues
  const at = `layers.${place}`
  const isOne = layers.length === 1
  const known = rota?.layers.find(({ id }) => id === layer.id)?.people ?? []
  return (
    <fieldset className={styles.layer}>
      {!isOne && (
        <legend className={styles.legend}>
          {t`Layer ${place + 1}`}
          <LayerButtons form={form} place={place} />
        </legend>
      )}
      {!isOne && (
        <TextInput label={t`Name of the layer`} placeholder={t`London`} {...form.getInputProps(`${at}.name`)} />
      )}
      <PeopleInTurn
        people={known}
        value={layer.people}
        onChange={(ids) => form.setFieldValue(`${at}.people`, ids)}
        error={form.errors[`${at}.people`]}
      />
      <Select label={t`Time zone`} data={zones} searchable {...form.getInputProps(`${at}.timeZone`)} />
      <div className={styles.turn}>
        <NumberInput
          label={t`A turn lasts`}
          min={1}
          max={90}
          allowDecimal={false}
          {...form.getInputProps(`${at}.every`)}
        />
        <Select
          label={t`Unit of the turn`}
          allowDeselect={false}
          data={[
            { value: 'hour', label: t`hours` },
            { value: 'day', label: t`days` },
            { value: 'week', label: t`weeks` },
            { value: 'month', label: t`months` },
          ]}
          {...form.getInputProps(`${at}.unit`)}
        />
        <TextInput type="time" label={t`Hand-over time`} {...form.getInputProps(`${at}.handOverTime`)} />
        <TextInput type="date" label={t`First day of the first person`} {...form.getInputProps(`${at}.startsOn`)} />
      </div>
      <LayerHours
        isAlways={layer.isAlways}
        hours={layer.hours}
        errorAt={(field) => form.errors[field === undefined ? `${at}.hours` : `${at}.hours.${field}`]}
        onChange={({ isAlways, hours }) => {
          form.setFieldValue(`${at}.isAlways`, isAlways)
          form.setFieldValue(`${at}.hours`, hours)
          for (const field of Object.keys(form.errors)) if (field.startsWith(`${at}.hours`)) form.clearFieldError(field)
        }}
      />
      {!layer.isAlways && (layer.unit === 'day' || layer.unit === 'hour') && (
        <Select
          label={t`Days without hours`}
          allowDeselect={false}
          data={[
            { value: 'worked', label: t`Turns pass over days without hours` },
            { value: 'calendar', label: t`Turns are counted by the calendar` },
          ]}
          {...form.getInputProps(`${at}.counts`)}
        />
      )}
    </fieldset>
  )
}

function LayerButtons({ form, place }: Pick<LayerFieldsProps, 'form' | 'place'>) {
  const button = (label: string, act: () => void, isDisabled = false) => (
    <Button size="compact-xs" variant="default" disabled={isDisabled} onClick={act}>
      {label}
    </Button>
  )
  const move = (to: number): void => form.reorderListItem('layers', { from: place, to })
  return (
    <Group gap={4} component="span" role="group" aria-label={t`Layer ${place + 1}`}>
      {button(t`Up`, () => move(place - 1), place === 0)}
      {button(t`Down`, () => move(place + 1), place === form.values.layers.length - 1)}
      {button(t`Remove the layer`, () => form.removeListItem('layers', place))}
    </Group>
  )
}
