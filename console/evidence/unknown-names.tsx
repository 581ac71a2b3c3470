import { listAttributeValues } from '@bellwether/contract/evidence.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { Mark } from '../ui/mark.tsx'
import { t } from '../ui/words.ts'
import type { EvidenceView } from './evidence-view.ts'
import { nearestName } from './nearest-name.ts'
import { readWhere, writeWhere } from './where.ts'
import styles from './filter-bar.module.css'

interface UnknownNamesProps {
  view: EvidenceView
  onView: (change: Partial<EvidenceView>) => void
}

/** What every event says of itself, beside its attributes. */
const own = ['class', 'kind', 'timestamp', 'id']

/** Filters by what no event of this time has: they find nothing, which is no good news. */
export function UnknownNames({ view, onView }: UnknownNamesProps) {
  const { from, to, where } = view
  const attributes = useQuery({ ...ask(listAttributeValues, { query: { from, to } }), enabled: where.length > 0 })
  if (attributes.data === undefined) return null
  const { countedEvery, attributes: found } = attributes.data
  const known = [...found.map(({ attribute }) => attribute), ...own]
  const parts = where.flatMap((text) => {
    const part = readWhere(text)
    return part === null || known.includes(part.attribute) ? [] : [{ text, part }]
  })
  return parts.map(({ text, part }) => {
    const meant = nearestName(part.attribute, known)
    return (
      <p key={text} role="status" className={styles.unknown}>
        <Mark tone="warn" icon="warning" isSentence>
          {t`${countedEvery === 1 ? t`No event of this time` : t`No event of a sample of this time`} has “${part.attribute}”.`}
        </Mark>
        {meant !== undefined && (
          <Button
            size="compact-xs"
            variant="default"
            onClick={() =>
              onView({ where: where.map((one) => (one === text ? writeWhere({ ...part, attribute: meant }) : one)) })
            }
          >
            {t`Use ${meant}`}
          </Button>
        )}
      </p>
    )
  })
}
