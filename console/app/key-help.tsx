import { Modal } from '@mantine/core'
import { useAllCommands } from '../ui/command-keys.tsx'
import { KeyCaps } from '../ui/key-caps.tsx'
import { t } from '../ui/words.ts'
import { commandTables } from './command-tables.ts'
import styles from './key-help.module.css'

const withKeys = commandTables.flatMap((table) => table.commands).filter((command) => (command.keys ?? []).length > 0)
const sections = [...new Set(withKeys.map((command) => command.section))]

export function KeyHelp({ onClose }: { onClose: () => void }) {
  // What works on this screen stands first.
  const here = useAllCommands().map(({ section }) => section)
  const ordered = [...new Set([...here, ...sections])].filter((section) => sections.includes(section))
  return (
    <Modal opened onClose={onClose} title={t`Keys`} size="xl">
      <div className={styles.sections}>
        {ordered.map((section) => (
          <section key={section} aria-label={section}>
            <h3 className={styles.title}>{section}</h3>
            <dl className={styles.list}>
              {withKeys
                .filter((command) => command.section === section)
                .map((command) => (
                  <div key={command.id} className={styles.row}>
                    <dt>{command.title}</dt>
                    <dd>
                      {command.keys?.map((keys) => (
                        <KeyCaps key={keys} keys={keys} />
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
