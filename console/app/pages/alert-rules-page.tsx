import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { RuleExamples } from '../../signals/alert-rules/rule-examples.tsx'
import { RuleList } from '../../signals/alert-rules/rule-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'

export function AlertRulesPage() {
  const canWrite = useMay('signals.write')
  return (
    <PageFrame
      title={t`Alert rules`}
      about={t`What in the evidence opens a signal, besides errors that are new. Each shows when it would have fired before it is saved.`}
      actions={
        <>
          <Link to="/signals">{t`Signals`}</Link>
          {canWrite && (
            <Button size="xs" variant="light" renderRoot={(props) => <Link to="/signals/rules/new" {...props} />}>
              {t`New rule`}
            </Button>
          )}
        </>
      }
    >
      <RuleList
        canWrite={canWrite}
        empty={
          <EmptyState icon="signal" title={t`No alert rule so far`}>
            {canWrite
              ? t`Begin with one of these, and see when it would have fired:`
              : t`Whoever may write one sees here when it would have fired.`}
            {canWrite && <RuleExamples />}
          </EmptyState>
        }
      />
    </PageFrame>
  )
}
