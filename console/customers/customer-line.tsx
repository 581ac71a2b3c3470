import { getCustomer, listCustomerNotes } from '@bellwether/contract/customers.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import { Mark } from '../ui/mark.tsx'
import { tx } from '../ui/rich-words.tsx'
import { t } from '../ui/words.ts'
import { useMay } from '../use-may.ts'
import { ManagerName } from './customer-facts.tsx'
import styles from './customer-line.module.css'

interface CustomerLineProps {
  id: string
  /** The address that wrote. */
  sender: string
}

/** What to know of the customer while one answers: who looks after them, the newest note, and who only seems to be theirs. */
export function CustomerLine({ id, sender }: CustomerLineProps) {
  const mayRead = useMay('customers.read')
  const { data: customer } = useQuery({ ...ask(getCustomer, { params: { id } }), enabled: mayRead })
  const notes = useQuery({
    ...ask(listCustomerNotes, { params: { id }, query: { limit: '1' } }),
    enabled: mayRead,
  })
  if (customer === undefined) return null
  const [newest] = notes.data?.items ?? []
  const isContact = customer.contacts.some((one) => one.email === sender || one.otherEmails.includes(sender))
  return (
    <section className={styles.line} aria-label={t`About ${customer.name}`}>
      <span>{tx`Account manager: ${<ManagerName manager={customer.accountManager} />}`}</span>
      {!isContact && (
        <Mark tone="warn" isSentence>
          {t`${sender} is no contact of theirs: compare before you trust it.`}
        </Mark>
      )}
      {newest !== undefined && (
        <Link to="/customers/$id" params={{ id }} className={styles.note} title={newest.text}>
          {t`Note of ${newest.author.name}: ${newest.text}`}
        </Link>
      )}
    </section>
  )
}
