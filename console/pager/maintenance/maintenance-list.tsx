import { listMaintenance } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { FormModal } from '../../ui/form-modal.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Mark } from '../../ui/mark.tsx'
import { Between } from '../between.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { MaintenanceForm } from './maintenance-form.tsx'
import { EndButton, whose } from './maintenance-notes.tsx'
import styles from './maintenance.module.css'

/** When alerts page nobody: what is under way and what is to come. */
export function MaintenanceList({ canEdit }: { canEdit: boolean }) {
  const all = useQuery(ask(listMaintenance))
  return (
    <Sheet
      title={t`Maintenance`}
      about={t`While somebody works on it, its new alerts are kept and page nobody. What is open at the end pages then.`}
      side={canEdit ? <NewMaintenanceDialog /> : undefined}
    >
      <Loaded query={all} rows={1}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.hint}>{t`None is planned.`}</p>
          ) : (
            <ul className={styles.list} aria-label={t`Maintenance`}>
              {items.map((one) => (
                <li key={one.id}>
                  <strong>{whose(one)}</strong>
                  <Mark tone={one.isUnderWay ? 'warn' : 'plain'}>{one.isUnderWay ? t`under way` : t`planned`}</Mark>
                  <span>
                    <Between startsAt={one.from} endsAt={one.until} />: {one.note}
                  </span>
                  {canEdit && <EndButton maintenance={one} />}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Sheet>
  )
}

function NewMaintenanceDialog() {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button size="xs" variant="default" onClick={dialog.open}>
        {t`Plan a maintenance`}
      </Button>
      <FormModal opened={isOpen} onClose={dialog.close} title={t`Plan a maintenance`}>
        <MaintenanceForm onClose={dialog.close} />
      </FormModal>
    </>
  )
}
