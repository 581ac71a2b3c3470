import { dnsTypes } from '@bellwether/contract/probes.ts'
import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { t } from '../ui/words.ts'
import type { ProbeValues } from './probe-values.ts'
import styles from './probe-form.module.css'

interface FieldsProps {
  form: UseFormReturnType<ProbeValues>
}

const asWritten = { spellCheck: false, autoComplete: 'off', autoCapitalize: 'off' } as const

/** What is looked at, and what is expected of it. */
export function CheckFields({ form }: FieldsProps) {
  const { kind } = form.values
  if (kind === 'tcp') return <TcpFields form={form} />
  return kind === 'dns' ? <DnsFields form={form} /> : <HttpFields form={form} />
}

function HttpFields({ form }: FieldsProps) {
  return (
    <>
      <TextInput label={t`Address`} type="url" required {...asWritten} {...form.getInputProps('url')} />
      <div className={styles.side}>
        <TextInput
          label={t`Expected status`}
          description={t`Codes and ranges, such as 200-299, 404`}
          required
          {...asWritten}
          {...form.getInputProps('statuses')}
        />
        <TextInput
          label={t`Text that must be in the answer`}
          description={t`Looked for in its first 256 KB`}
          disabled={form.values.method === 'HEAD'}
          maxLength={500}
          {...form.getInputProps('text')}
        />
      </div>
      <MoreOf
        title={t`Certificate, headers and redirects`}
        form={form}
        fields={['headerName', 'headerValue', 'certificateDays']}
      >
        <div className={styles.side}>
          <Select label={t`Method`} data={['GET', 'HEAD']} allowDeselect={false} {...form.getInputProps('method')} />
          <FamilyField form={form} />
          <NumberInput
            label={t`Ticket before its certificate ends, days`}
            description={t`Empty: none is opened`}
            min={1}
            max={90}
            {...form.getInputProps('certificateDays')}
          />
        </div>
        <div className={styles.side}>
          <TextInput label={t`Header that must be there`} {...asWritten} {...form.getInputProps('headerName')} />
          <TextInput label={t`With this in its value`} {...asWritten} {...form.getInputProps('headerValue')} />
        </div>
        <Checkbox
          label={t`Follow redirects, at most five`}
          {...form.getInputProps('followsRedirects', { type: 'checkbox' })}
        />
      </MoreOf>
    </>
  )
}

function TcpFields({ form }: FieldsProps) {
  return (
    <div className={styles.side}>
      <TextInput label={t`Host`} required {...asWritten} {...form.getInputProps('host')} />
      <NumberInput label={t`Port`} min={1} max={65_535} required {...form.getInputProps('port')} />
      <FamilyField form={form} />
    </div>
  )
}

function DnsFields({ form }: FieldsProps) {
  return (
    <>
      <div className={styles.side}>
        <TextInput
          label={t`Name to ask for`}

          required
          {...asWritten}
          {...form.getInputProps('dnsName')}
        />
        <Select label={t`Record`} data={[...dnsTypes]} allowDeselect={false} {...form.getInputProps('dnsType')} />
      </div>
      <div className={styles.side}>
        <TextInput
          label={t`Expected answer`}
          description={t`One of them; empty: whichever comes`}
          maxLength={500}
          {...asWritten}
          {...form.getInputProps('dnsValue')}
        />
        <TextInput
          label={t`Name server`}
          description={t`Its address; empty: those of this server`}
          {...asWritten}
          {...form.getInputProps('dnsServer')}
        />
      </div>
    </>
  )
}

function FamilyField({ form }: FieldsProps) {
  const data = [
    { value: 'any', label: t`IPv4 or IPv6` },
    { value: '4', label: t`IPv4` },
    { value: '6', label: t`IPv6` },
  ]
  return <Select label={t`Reached by`} data={data} allowDeselect={false} {...form.getInputProps('family')} />
}

interface MoreOfProps extends FieldsProps {
  title: string
  fields: readonly (keyof ProbeValues)[]
  children: React.ReactNode
}

/** What seldom differs, folded away unless something in it is wrong. */
export function MoreOf({ title, form, fields, children }: MoreOfProps) {
  const isWrong = fields.some((field) => form.errors[field] !== undefined)
  return (
    <details className={styles.more} open={isWrong || undefined}>
      <summary>{title}</summary>
      <div>{children}</div>
    </details>
  )
}
