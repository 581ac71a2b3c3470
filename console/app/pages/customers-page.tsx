import { TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { CustomerList } from '../../customers/customer-list.tsx'
import { ImportDialog } from '../../customers/import/import-dialog.tsx'
import { NewCustomerDialog } from '../../customers/new-customer-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'

const page = getRouteApi('/signed-in/customers')

export function CustomersPage() {
  const { search } = page.useSearch()
  const navigate = useNavigate()
  const find = useDebouncedCallback((text: string) => {
    void navigate({ to: '/customers', search: { search: text === '' ? undefined : text }, replace: true })
  }, 250)
  return (
    <PageFrame
      title={t`Customers`}
      actions={
        <>
          <TextInput
            type="search"
            aria-label={t`Search customers`}
            placeholder={t`Name, key, site or address`}
            leftSection={<Icon name="search" size={14} />}
            defaultValue={search ?? ''}
            onChange={(event) => find(event.currentTarget.value)}
            w={250}
          />
          <ImportDialog />
          <NewCustomerDialog onAdded={(id) => void navigate({ to: '/customers/$id', params: { id } })} />
        </>
      }
    >
      <CustomerList
        search={search}
        empty={
          <EmptyState
            icon="customers"
            title={search === undefined ? t`No customer yet` : t`No customer fits “${search}”`}
          >
            {tx`A customer joins mail to evidence: contacts say whose mail it is, sites and the key say whose requests. Import them all from a CSV file, or with ${<code>POST /api/customers/import</code>}.`}
          </EmptyState>
        }
      />
    </PageFrame>
  )
}
