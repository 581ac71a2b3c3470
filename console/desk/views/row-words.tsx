import { getCustomer } from '@bellwether/contract/customers.ts'
import { listMailboxes } from '@bellwether/contract/mail.ts'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ask } from '../../call.query.ts'
import { useNameOf } from '../../team-people.ts'
import { Moment } from '../../ui/clock.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import { operatorName, type Row } from './condition-rows.ts'
import { OwnFieldWords } from './own-field-words.tsx'
import { fieldNames, fieldOf, valueName } from './field-words.ts'

/** One comparison as people say it. */
export function RowWords({ row }: { row: Row }) {
  if (row.field === 'field' && row.value !== null)
    return <OwnFieldWords entry={row.value} compares={operatorName(row)} />
  return (
    <>
      {fieldNames[row.field]} {operatorName(row)}{' '}
      <strong>
        <ValueWords row={row} />
      </strong>
    </>
  )
}

const noneNames: Readonly<Record<string, string>> = {
  owner: t`nobody`,
  nextDueAt: t`not there`,
  resolvedAt: t`not there`,
}
const unitNames: Readonly<Record<string, string>> = { m: t`min`, h: t`h`, d: t`days`, w: t`weeks` }

function ValueWords({ row: { field, op, value } }: { row: Row }) {
  const { kind } = fieldOf(field)
  if (value === null) return noneNames[field] ?? t`none`
  const Named = field === 'customer' ? CustomerName : namesOfKind[kind]
  if (Named !== undefined) return <Named id={value} />
  if (kind === 'yes-no') return value === 'true' ? t`yes` : t`no`
  if (kind !== 'instant') return valueName(value)
  if (op === 'before' || op === 'since') return <Moment at={value} />
  return `${value.slice(0, -1)} ${unitNames[value.slice(-1)] ?? ''}`
}

function PersonName({ id }: { id: string }) {
  const nameOf = useNameOf()
  if (id === 'me') return t`me`
  if (id === 'off-call') return t`not on call`
  if (id === 'shift') return t`me, and what my shift covers`
  return nameOf(id) ?? t`somebody`
}

function CustomerName({ id }: { id: string }) {
  const customer = useQuery(ask(getCustomer, { params: { id } })).data
  return customer?.name ?? '…'
}

function MailboxName({ id }: { id: string }) {
  const isReadable = useMay('mail.read')
  const mailboxes = useQuery({ ...ask(listMailboxes), enabled: isReadable }).data?.items
  return mailboxes?.find((one) => one.id === id)?.name ?? t`one`
}

/** What stands for something that has a name. */
const namesOfKind: Readonly<Partial<Record<string, (props: { id: string }) => ReactNode>>> = {
  person: PersonName,
  id: MailboxName,
}
