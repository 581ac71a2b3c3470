import { exportIncident, type Incident } from '@bellwether/contract/incidents-declared.ts'
import { urlOf } from '@bellwether/contract/url-of.ts'
import { Moment } from '../../ui/clock.tsx'
import { spanOf } from '../../ui/instants.ts'
import { tx } from '../../ui/rich-words.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import styles from './incident-parts.module.css'

type Detection = Incident['detections'][number]

const words: Readonly<Record<Detection['by'], string>> = {
  signal: t`The first signal`,
  ticket: t`The first ticket`,
  page: t`The first page`,
  declaration: t`Declared`,
}

/** How late it was noticed, and by what first; the incident as a file. */
export function IncidentDetections({ incident }: { incident: Incident }) {
  const { detections, beganAt } = incident
  const first = detections.find(({ by }) => by !== 'declaration')?.by
  return (
    <Sheet
      title={t`How late it was noticed`}
      about={
        beganAt === null
          ? t`Nobody knows when it began: neither a report nor a signal has evidence of it yet.`
          : about(first)
      }
      side={
        <a href={urlOf(exportIncident, { params: { id: incident.id } })} download>
          {t`Save as Markdown`}
        </a>
      }
    >
      {detections.length > 0 && (
        <ul className={styles.parts}>
          {detections.map(({ by, at, delaySeconds }) => (
            <li key={by}>
              <span>{words[by]}</span>
              <span>
                {delaySeconds < 0
                  ? tx`${<Moment at={at} />}, ${spanOf(-delaySeconds * 1000)} before it`
                  : tx`${<Moment at={at} />}, after ${spanOf(delaySeconds * 1000)}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Sheet>
  )
}

function about(first: Detection['by'] | undefined): string {
  if (first === 'ticket') return t`Customers noticed first. Each since the first faulty request that is known.`
  if (first === undefined) return t`Since the first faulty request that is known.`
  return t`We noticed first. Each since the first faulty request that is known.`
}
