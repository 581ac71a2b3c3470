import type { Report } from '@bellwether/contract/incidents.ts'
import { Link } from '@tanstack/react-router'
import { Moment } from '../ui/clock.tsx'
import { countOf } from '../ui/figures.ts'
import { tx } from '../ui/rich-words.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { versionedName } from '../ui/versioned-name.ts'
import { t } from '../ui/words.ts'
import styles from './report-evidence.module.css'

const hourMs = 3_600_000

/** What the evidence says: the error, since when, where, which deploy, how many. */
export function ReportEvidence({ report }: { report: Report }) {
  const { class: errorClass, firstSeenAt, slices, deploy, customers } = report
  return (
    <Sheet
      title={t`Evidence`}
      side={errorClass === null ? undefined : <ExplanationLink report={report} id={errorClass.id} />}
    >
      <dl className={styles.facts}>
        {errorClass !== null && (
          <Fact name={t`Error`}>
            <span className="mono">{errorClass.template.replaceAll('<*>', '•••')}</span>
          </Fact>
        )}
        {firstSeenAt !== null && (
          <Fact name={t`Since`}>
            <Moment at={firstSeenAt} as="day" />, <Moment at={firstSeenAt} as="second" />
          </Fact>
        )}
        {slices[0] !== undefined && (
          <Fact name={t`Where`}>
            {Object.entries(slices[0].where)
              .map(([attribute, value]) => `${attribute} = ${value}`)
              .join(', ')}
          </Fact>
        )}
        {deploy !== null && (
          <Fact name={t`Follows deploy`}>
            {tx`${<strong className={styles.deploy}>{versionedName(deploy)}</strong>} “${deploy.title}” by ${deploy.by}, ${<Moment at={deploy.startedAt} as="second" />}`}
          </Fact>
        )}
        {customers !== null && (
          <Fact name={t`Customers`}>
            {t`${countOf(customers.seen)} seen, ${countOf(customers.exposed)} exposed, at least ${countOf(customers.estimated)} estimated`}
          </Fact>
        )}
      </dl>
      {errorClass === null && (
        <p>
          {report.imported === null
            ? t`No class of errors is attached. Draft the report from an explanation to bring its evidence.`
            : t`The report was imported, without the evidence of then.`}
        </p>
      )}
    </Sheet>
  )
}

function ExplanationLink({ report, id }: { report: Report; id: string }) {
  const from = report.firstSeenAt === null ? undefined : new Date(Date.parse(report.firstSeenAt) - hourMs).toISOString()
  return (
    <Link to="/evidence/classes/$id" params={{ id }} search={{ from }}>
      {t`Explanation`}
    </Link>
  )
}

function Fact(props: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{props.name}</dt>
      <dd>{props.children}</dd>
    </div>
  )
}
