import { listCustomerFields, type Contact, type Customer } from '@bellwether/contract/customers.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import { Moment } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Mark } from '../ui/mark.tsx'
import { tx } from '../ui/rich-words.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { useMay } from '../use-may.ts'
import styles from './customer-facts.module.css'
import { FieldText } from '../ui/fields/field-text.tsx'
import { MergeContactDialog } from './merge-contact-dialog.tsx'

/** Sites, domains and contacts of a customer, and who looks after them. */
export function CustomerFacts({ customer }: { customer: Customer }) {
  const mayMerge = useMay('customers.write') && customer.contacts.length > 1
  const mayErase = useMay('privacy.write')
  return (
    <div className={styles.facts}>
      <Sheet title={t`Sites (${customer.sites.length})`} about={t`The key that joins tickets to evidence.`}>
        {customer.sites.length === 0 ? (
          <p>{t`No site is known. Mails of this customer show no requests until one is added.`}</p>
        ) : (
          <p className={styles.sites}>
            {customer.sites.map((site) => (
              <Mark key={site}>{site}</Mark>
            ))}
          </p>
        )}
        <p className={styles.since}>{domainWords(customer)}</p>
      </Sheet>
      <Sheet title={t`Contacts (${customer.contacts.length})`}>
        <DataTable
          label={t`Contacts`}
          rows={customer.contacts}
          keyOf={(contact) => contact.id}
          columns={[
            { head: t`Name`, cell: (contact) => contact.name },
            { head: t`E-mail`, cell: ({ email, otherEmails }) => [email, ...otherEmails].join(', ') },
            ...(mayMerge
              ? [
                  {
                    head: t`Merge`,
                    cell: (contact: Contact) => <MergeContactDialog customer={customer} contact={contact} />,
                  },
                ]
              : []),
            ...(mayErase ? [{ head: t`Personal data`, cell: PersonalDataLink }] : []),
          ]}
        />
        <p className={styles.since}>
          {tx`Customer ${<code>{customer.key}</code>} since ${<Moment at={customer.createdAt} as="day" />}. Account manager: ${<ManagerName manager={customer.accountManager} />}.`}
        </p>
      </Sheet>
      <FieldSheet customer={customer} />
    </div>
  )
}

const PersonalDataLink = ({ name, email }: Contact) => (
  <Link
    to="/settings/$section"
    params={{ section: 'privacy' }}
    search={{ address: email }}
    aria-label={t`Export or erase ${name} <${email}>`}
  >
    {t`Export or erase`}
  </Link>
)

const domainWords = ({ mailDomains }: Customer): string =>
  mailDomains.length === 0
    ? t`No e-mail domain: only their contacts’ mail is known to be theirs.`
    : t`New tickets from any address at ${mailDomains.join(', ')} are theirs.`

export function ManagerName({ manager }: { manager: Customer['accountManager'] }) {
  if (manager === null) return t`nobody`
  return (
    <>
      {manager.name}
      {manager.hasLeft && ` ${t`(has left)`}`}
    </>
  )
}

/** The organisation's own fields; nothing where there is none. */
function FieldSheet({ customer }: { customer: Customer }) {
  const fields = useQuery(ask(listCustomerFields)).data?.items ?? []
  if (fields.length === 0) return null
  return (
    <Sheet title={t`Fields`}>
      <DataTable
        label={t`Fields`}
        rows={fields}
        keyOf={({ key }) => key}
        columns={[
          { head: t`Field`, cell: ({ name }) => name },
          { head: t`Value`, cell: ({ key, kind }) => <FieldText value={customer.fields[key]} kind={kind} /> },
        ]}
      />
    </Sheet>
  )
}
