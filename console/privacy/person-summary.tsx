import { exportPerson, getPersonData, type PersonData } from '@bellwether/contract/privacy.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../call.query.ts'
import { Icon } from '../ui/icon.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { Sums } from '../ui/sums.tsx'
import { t, translated } from '../ui/words.ts'
import { EraseDialog } from './erase-dialog.tsx'
import styles from './privacy.module.css'

/** What is kept of whoever has this address, in numbers, and what can be done with it. */
export function PersonSummary({ address }: { address: string }) {
  // Forgotten with this part of the screen: after an erasure it is another answer.
  const person = useQuery({ ...ask(getPersonData, { query: { address } }), gcTime: 0 })
  return (
    <Loaded query={person} rows={3}>
      {(data) => (isNothing(data) ? <Nothing address={address} /> : <Found address={address} data={data} />)}
    </Loaded>
  )
}

const isNothing = ({ names, tickets, otherTickets, mails, obstacle }: PersonData): boolean =>
  names.length === 0 && tickets === 0 && otherTickets === 0 && mails === 0 && obstacle === null

function Found({ address, data }: { address: string; data: PersonData }) {
  return (
    <div className={styles.person}>
      <h3>{data.names[0] ?? address}</h3>
      <p className={styles.addresses}>
        {data.addresses.join(', ')}
        <OfCustomers customers={data.customers} />
      </p>
      <Sums
        of={[
          [t`tickets of theirs`, data.tickets],
          [t`tickets of others that they take part in`, data.otherTickets],
          [t`mails from them and to them`, data.mails],
        ]}
      />
      <div className={styles.acts}>
        <ExportButton address={address} />
        {data.obstacle === null && <EraseDialog address={address} data={data} />}
      </div>
      {data.obstacle !== null && (
        <p className={styles.obstacle}>
          <Icon name="warning" size={16} />
          {t`They cannot be erased now. ${translated(data.obstacle)}`}
        </p>
      )}
    </div>
  )
}

function OfCustomers({ customers }: Pick<PersonData, 'customers'>) {
  return customers.map(({ id, name }, at) => (
    <span key={id}>
      {at === 0 ? ` ${t`at`} ` : ', '}
      <Link to="/customers/$id" params={{ id }}>
        {name}
      </Link>
    </span>
  ))
}

function ExportButton({ address }: { address: string }) {
  return (
    <Button component="a" href={urlOf(exportPerson, { query: { address } })} download variant="default">
      {t`Export as an archive`}
    </Button>
  )
}

/** Also who is unknown may stand in a log line or in words of somebody else. */
function Nothing({ address }: { address: string }) {
  return (
    <div className={styles.person}>
      <p>
        {t`${address} is no contact, has no ticket and no mail here. Events and the words of others may still name the address: they are searched by an export, and by an erasure.`}
      </p>
      <div className={styles.acts}>
        <ExportButton address={address} />
        <EraseDialog address={address} data={undefined} />
      </div>
    </div>
  )
}
