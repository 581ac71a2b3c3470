import { changeRule, deleteRule, listRules, type Rule, sortRules } from '@bellwether/contract/desk.ts'
import { ActionIcon, Button, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { plural } from '../../ui/figures.ts'
import { Icon } from '../../ui/icon.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { OnceOpened } from '../../ui/once-opened.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { RuleDialog } from './rule-dialog.tsx'
import { RuleWords } from './rule-words.tsx'
import styles from './rules.module.css'

const refreshes = ['/api/desk/rules']

/** What is done to tickets by itself, in its order. */
export function RuleList({ canEdit }: { canEdit: boolean }) {
  const rules = useQuery(ask(listRules))
  const [isMaking, setMaking] = useState(false)
  const close = (): void => setMaking(false)
  return (
    <Sheet
      title={t`Rules`}
      about={t`What is done to open tickets by itself, from the top down: each rule sees what those above it did. What rules do starts no other rule. A ticket says which rule was followed.`}
      side={
        canEdit && (
          <Button size="xs" variant="default" onClick={() => setMaking(true)}>
            {t`New rule`}
          </Button>
        )
      }
    >
      <Loaded query={rules} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="settings" title={t`No rules yet`} isCompact>
              {tx`Tag what has “invoice” in its subject, give new tickets to whoever is on call in turn, raise what breaches.${!canEdit && ` ${t`Administrators make rules.`}`}`}
            </EmptyState>
          ) : (
            <ol className={styles.rules} aria-label={t`Rules`}>
              {items.map((rule, index) => (
                <RuleLine key={rule.id} rule={rule} index={index} rules={items} canEdit={canEdit} />
              ))}
            </ol>
          )
        }
      </Loaded>
      <OnceOpened isOpen={isMaking}>
        <RuleDialog rule={null} isOpen={isMaking} onClose={close} />
      </OnceOpened>
    </Sheet>
  )
}

interface RuleLineProps {
  rule: Rule
  index: number
  rules: readonly Rule[]
  canEdit: boolean
}

function RuleLine({ rule, index, rules, canEdit }: RuleLineProps) {
  const { id, name, isOn, event, where, acts, runs } = rule
  const change = useWrite(changeRule, { refreshes })
  return (
    <li className={styles.rule} data-off={!isOn || undefined}>
      <Switch
        aria-label={t`${name} is on`}
        checked={isOn}
        disabled={!canEdit || change.isPending}
        onChange={(one) =>
          change.mutate({ params: { id }, body: { name, event, where, acts, isOn: one.currentTarget.checked } })
        }
      />
      <div className={styles.words}>
        <span className={styles.name}>{name}</span>
        <p>
          <RuleWords rule={rule} />
        </p>
        <p className={styles.runs}>
          {t`${isOn ? '' : `${t`Off.`} `}Followed ${plural(runs, 'time')} in the last 30 days.`}
        </p>
      </div>
      {canEdit && <RuleActions rule={rule} index={index} rules={rules} />}
    </li>
  )
}

function RuleActions({ rule, index, rules }: Omit<RuleLineProps, 'canEdit'>) {
  const [open, setOpen] = useState<'change' | 'delete' | null>(null)
  const close = (): void => setOpen(null)
  const sort = useWrite(sortRules, { refreshes })
  const remove = useWrite(deleteRule, { refreshes, onDone: close, showsProblem: true })
  const move = (by: -1 | 1): void => {
    const ids = rules.map(({ id }) => id)
    sort.mutate({ body: { ids: ids.toSpliced(index, 1).toSpliced(index + by, 0, rule.id) } })
  }
  return (
    <div className={styles.buttons}>
      <MoveButton name={rule.name} by="up" isOff={index === 0 || sort.isPending} onMove={() => move(-1)} />
      <MoveButton
        name={rule.name}
        by="down"
        isOff={index === rules.length - 1 || sort.isPending}
        onMove={() => move(1)}
      />
      <Button size="compact-xs" variant="default" aria-label={t`Change ${rule.name}`} onClick={() => setOpen('change')}>
        {t`Change…`}
      </Button>
      <Button size="compact-xs" variant="default" aria-label={t`Delete ${rule.name}`} onClick={() => setOpen('delete')}>
        {t`Delete…`}
      </Button>
      <OnceOpened isOpen={open === 'change'}>
        <RuleDialog rule={rule} isOpen={open === 'change'} onClose={close} />
      </OnceOpened>
      <ConfirmDialog
        isOpen={open === 'delete'}
        title={t`Delete the rule “${rule.name}”?`}
        confirm={t`Delete`}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { id: rule.id } })}
        onClose={close}
      >
        {t`What it did to tickets stays as it is.`}
      </ConfirmDialog>
    </div>
  )
}

interface MoveButtonProps {
  name: string
  by: 'up' | 'down'
  isOff: boolean
  onMove: () => void
}

const MoveButton = ({ name, by, isOff, onMove }: MoveButtonProps) => (
  <ActionIcon size={24} variant="default" aria-label={t`Move ${name} ${by}`} disabled={isOff} onClick={onMove}>
    <span style={{ display: 'inline-flex', rotate: by === 'up' ? '-90deg' : '90deg' }}>
      <Icon name="chevron" size={12} />
    </span>
  </ActionIcon>
)
