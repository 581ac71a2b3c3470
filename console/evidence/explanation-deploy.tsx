import type { Explanation } from '@bellwether/contract/evidence.ts'
import { Moment } from '../ui/clock.tsx'
import { countOf, plural } from '../ui/figures.ts'
import { Mark } from '../ui/mark.tsx'
import { tx } from '../ui/rich-words.tsx'
import { versionedName } from '../ui/versioned-name.ts'
import { t } from '../ui/words.ts'
import styles from './explanation-view.module.css'

/** The blamed deploy host by host, and the deploys that were considered and fit less. */
export function ExplanationDeploy({ explanation }: { explanation: Explanation }) {
  const { deploy, othersConsidered } = explanation
  return (
    <>
      {deploy !== null && <Hosts deploy={deploy} />}
      {othersConsidered.length > 0 && (
        <section className={styles.sheet} aria-labelledby="others">
          <h2 id="others">{deploy === null ? t`Deploys that were considered` : t`Other deploys, which fit less`}</h2>
          <table className={`${styles.table} ${styles.others}`}>
            <tbody>
              {othersConsidered.map((other) => (
                <tr key={other.id}>
                  <td>{versionedName(other)}</td>
                  <td>{other.title}</td>
                  <td className={styles.figure}>
                    <Moment at={other.startedAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}

function Hosts({ deploy }: { deploy: NonNullable<Explanation['deploy']> }) {
  return (
    <section className={styles.sheet} aria-labelledby="hosts">
      <h2 id="hosts">{t`Host by host`}</h2>
      <p className={styles.about}>
        {tx`${versionedName(deploy)}, “${deploy.title}” by ${deploy.by}, began ${<Moment at={deploy.startedAt} as="second" />}; ${countOf(deploy.hosts.updated)} of ${plural(deploy.hosts.total, 'host')} had it.`}
      </p>
      <div className={styles.scroll} tabIndex={0} role="group" aria-labelledby="hosts">
        <table className={`${styles.table} ${styles.hosts}`}>
          <thead>
            <tr>
              <th scope="col">{t`Host`}</th>
              <th scope="col">{t`Got the deploy`}</th>
              <th scope="col">{t`First error`}</th>
              <th scope="col">{t`Order`}</th>
              <th scope="col" className={styles.figure}>
                {t`Errors`}
              </th>
            </tr>
          </thead>
          <tbody>
            {deploy.evidence.hosts.map((host) => (
              <tr key={host.host}>
                <td>{host.host}</td>
                <td>{host.updatedAt === null ? t`never` : <Moment at={host.updatedAt} as="second" />}</td>
                <td>
                  <Moment at={host.firstErrorAt} as="second" />
                </td>
                <td>
                  {host.updatedAt !== null && host.updatedAt <= host.firstErrorAt ? (
                    <Mark tone="violet">{t`error after deploy`}</Mark>
                  ) : (
                    <Mark tone="warn">{t`error without deploy`}</Mark>
                  )}
                </td>
                <td className={styles.figure}>{countOf(host.errors)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
