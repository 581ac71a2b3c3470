import { listWorks, type Work } from '@bellwether/contract/pager.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t, translated } from '../../ui/words.ts'
import styles from '../sources/alert-sources.module.css'
import { WorkDialog } from './work-dialog.tsx'

/** What rotas can be for: paging, and any work that is done by turns. */
export function WorkList({ canEdit }: { canEdit: boolean }) {
  const works = useQuery(ask(listWorks))
  return (
    <Sheet
      title={t`Work that is done by turns`}
      about={t`A rota is for one of these. Whoever has work that watches customers would see a deploy fail: the deploy window is open while somebody does.`}
      side={canEdit ? <WorkDialog work={null} /> : undefined}
    >
      <Loaded query={works} rows={3}>
        {({ items }) => (
          <ul className={styles.sources} aria-label={t`Work that is done by turns`}>
            {items.map((work) => (
              <WorkRow key={work.slug} work={work} canEdit={canEdit} />
            ))}
          </ul>
        )}
      </Loaded>
    </Sheet>
  )
}

function WorkRow({ work, canEdit }: { work: Work; canEdit: boolean }) {
  return (
    <li>
      <strong>{translated(work.name)}</strong>
      {work.watchesCustomers && <Mark tone="good" icon="check">{t`watches customers`}</Mark>}
      {canEdit && <WorkDialog work={work} />}
    </li>
  )
}
