import type { Explanation } from '@bellwether/contract/evidence.ts'
import { Link } from '@tanstack/react-router'
import { Moment } from '../ui/clock.tsx'
import { countOf } from '../ui/figures.ts'
import { t } from '../ui/words.ts'
import styles from './explanation-view.module.css'

/** What somebody must have done to be hit. */
const exposureOf = ({ slices, deploy }: Explanation): string =>
  t`With ${slices.length > 0 ? t`events in the slice` : t`any event in this time`}${deploy === null ? '' : t`, on hosts that had the deploy`}`

/** Who is hit: seen, exposed and estimated, and the list of those seen. */
export function ExplanationCustomers({ explanation }: { explanation: Explanation }) {
  const { seen, exposed, estimated } = explanation.customers
  return (
    <section className={styles.sheet} aria-labelledby="customers">
      <h2 id="customers">{t`Who is hit`}</h2>
      <dl className={styles.numbers}>
        <Figure name={t`customers seen`} value={seen} about={t`With at least one such error`} />
        <Figure name={t`exposed`} value={exposed} about={exposureOf(explanation)} />
        <Figure name={t`estimated, at least`} value={estimated} about={t`Chao1 lower bound of all that are hit`} />
      </dl>
      <div className={styles.scroll} tabIndex={0} role="group" aria-labelledby="customers">
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t`Customer`}</th>
              <th scope="col">{t`First seen`}</th>
              <th scope="col" className={styles.figure}>
                {t`Errors`}
              </th>
            </tr>
          </thead>
          <tbody>
            {explanation.customerList.map((customer) => (
              <tr key={customer.customerId}>
                <td>
                  <Link to="/customers" search={{ search: customer.customerId }}>
                    {customer.customerId}
                  </Link>
                </td>
                <td>
                  <Moment at={customer.firstSeenAt} as="second" />
                </td>
                <td className={styles.figure}>{countOf(customer.errors)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Figure({ name, value, about }: { name: string; value: number; about: string }) {
  return (
    <div title={about}>
      <dt>{name}</dt>
      <dd>{countOf(value)}</dd>
    </div>
  )
}
