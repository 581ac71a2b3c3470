import type { Explanation } from '@bellwether/contract/evidence.ts'
import { Link } from '@tanstack/react-router'
import { countOf, percentOf } from '../ui/figures.ts'
import { t } from '../ui/words.ts'
import { sliceFilters } from './where.ts'
import styles from './explanation-view.module.css'

/** The conjunctions of attributes that account for the errors, the best first. */
export function ExplanationSlices({ explanation }: { explanation: Explanation }) {
  const { slices, partialSlices, from, to, class: errorClass } = explanation
  const all = [...slices, ...partialSlices]
  return (
    <section className={styles.sheet} aria-labelledby="slices">
      <h2 id="slices">{t`Where it happens`}</h2>
      <p className={styles.about}>{t`A slice explains more the more errors and the fewer other events lie in it.`}</p>
      {all.length === 0 && <p>{t`No part of the traffic stands out: it happens everywhere alike.`}</p>}
      {slices.length === 0 && all.length > 0 && (
        <p>{t`No slice holds most of the errors. These stand out, and explain the lesser part:`}</p>
      )}
      {all.length > 0 && (
        <div className={styles.scroll} tabIndex={0} role="group" aria-labelledby="slices">
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t`Slice`}</th>
                <th scope="col" className={styles.figure}>
                  {t`Errors`}
                </th>
                <th scope="col" className={styles.figure}>
                  {t`of errors`}
                </th>
                <th scope="col" className={styles.figure}>
                  {t`of events`}
                </th>
              </tr>
            </thead>
            <tbody>
              {all.map((slice) => (
                <tr key={JSON.stringify(slice.where)}>
                  <td>
                    <Link
                      to="/evidence"
                      search={{
                        from,
                        to,
                        where: [`class=${errorClass.id}`, ...sliceFilters(slice.where)],
                        tab: 'events',
                      }}
                    >
                      {Object.entries(slice.where)
                        .map(([attribute, value]) => `${attribute} = ${value}`)
                        .join(', ')}
                    </Link>
                  </td>
                  <td className={styles.figure}>{countOf(slice.errors)}</td>
                  <td className={styles.figure}>{percentOf(slice.share)}</td>
                  <td className={styles.figure}>{percentOf(slice.eventShare)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
