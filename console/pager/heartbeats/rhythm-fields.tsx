import { Group, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { t } from '../../ui/words.ts'
import { zones } from '../../ui/zones.ts'
import styles from '../sources/alert-sources.module.css'
import type { HeartbeatValues } from './heartbeat-values.ts'
import { CronTimes, useCronTimes } from './cron-times.tsx'

interface RhythmFieldsProps {
  form: UseFormReturnType<HeartbeatValues>
}

/** How often something is heard of: every so many minutes or hours, or as a crontab has it. */
export function RhythmFields({ form }: RhythmFieldsProps) {
  return (
    <>
      <SegmentedControl
        aria-label={t`When it calls`}
        data={[
          { value: 'period', label: t`Every so often` },
          { value: 'cron', label: t`By a cron expression` },
        ]}
        {...form.getInputProps('by')}
      />
      {form.values.by === 'cron' ? <CronFields form={form} /> : <PeriodFields form={form} />}
      <NumberInput label={t`It may be late by, minutes`} min={0} {...form.getInputProps('grace')} />
    </>
  )
}

function PeriodFields({ form }: RhythmFieldsProps) {
  const units = [
    { value: 'seconds', label: t`seconds` },
    { value: 'minutes', label: t`minutes` },
    { value: 'hours', label: t`hours` },
  ]
  return (
    <Group gap={8} grow align="start">
      <NumberInput label={t`It calls every`} min={1} {...form.getInputProps('every')} />
      <Select label={t`Unit`} data={units} allowDeselect={false} {...form.getInputProps('unit')} />
    </Group>
  )
}

function CronFields({ form }: RhythmFieldsProps) {
  const { cron, timeZone } = form.values
  const next = useCronTimes(cron, timeZone)
  const field = form.getInputProps('cron')
  return (
    <div className={styles.form}>
      <Group gap={8} grow align="start">
        <TextInput
          label={t`Cron expression`}
          placeholder="30 2 * * *"
          required
          maxLength={100}
          spellCheck={false}
          autoComplete="off"
          {...field}
          error={field.error ?? next.trouble}
        />
        <Select
          label={t`Time zone`}
          data={zones}
          searchable
          allowDeselect={false}
          {...form.getInputProps('timeZone')}
        />
      </Group>
      <CronTimes times={next.times} timeZone={timeZone} />
    </div>
  )
}
