import { SegmentedControl } from '@mantine/core'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { DraftReportButton } from '../../incidents/draft-report-button.tsx'
import { IncidentOf } from '../../incidents/declared/incident-of.tsx'
import { SignalList } from '../../signals/signal-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { FirstStepsHint } from '../first-steps/first-steps-hint.tsx'

const page = getRouteApi('/signed-in/signals')

export function SignalsPage() {
  const { open = true } = page.useSearch()
  const navigate = useNavigate()
  return (
    <PageFrame
      title={t`Signals`}
      about={t`Errors that are new and hit several customers, and alert rules that fire. An error that a deploy explains pages; the rest wait here for a look.`}
      actions={
        <>
          <Link to="/signals/rules">{t`Alert rules`}</Link>
          <SegmentedControl
            aria-label={t`Which signals`}
            data={[
              { value: 'open', label: t`Going on` },
              { value: 'all', label: t`All` },
            ]}
            value={open ? 'open' : 'all'}
            onChange={(value) =>
              void navigate({ to: '/signals', search: { open: value === 'all' ? false : undefined } })
            }
          />
        </>
      }
    >
      <SignalList
        key={String(open)}
        open={open}
        actionsOf={(signal) => (
          <>
            {signal.class && <DraftReportButton origin={{ classId: signal.class.id, signalId: signal.id }} />}
            <IncidentOf part={{ kind: 'signal', id: signal.id }} />
          </>
        )}
        empty={
          <EmptyState icon="signal" title={open ? t`Nothing new is going wrong` : t`No signal so far`}>
            {tx`A signal is an error message never seen before that several customers get, however small its share of the traffic. Until one appears you can look yourself in the ${(
              <Link to="/evidence">{t`evidence`}</Link>
            )}.`}
            <FirstStepsHint step="events" />
          </EmptyState>
        }
      />
    </PageFrame>
  )
}
