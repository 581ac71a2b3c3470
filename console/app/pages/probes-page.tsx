import { Link } from '@tanstack/react-router'
import { LocationsHint } from '../../probes/locations-hint.tsx'
import { NewProbeDialog } from '../../probes/probe-dialogs.tsx'
import { ProbeList } from '../../probes/probe-list.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'

export function ProbesPage() {
  const canEdit = useMay('probes.write')
  return (
    <PageFrame
      title={t`Probes`}
      about={t`Addresses, ports and names that are looked at from outside. What fails several times in a row pages its team; a certificate that ends soon is a ticket.`}
      actions={canEdit ? <NewProbeDialog /> : undefined}
    >
      <ProbeList
        canEdit={canEdit}
        empty={
          <EmptyState icon="probe" title={t`Nothing is looked at yet`}>
            {canEdit
              ? t`Add the address that your customers open first. You can try it before it is saved; from then on you hear of an outage before they write.`
              : t`Whoever may change probes adds the address that your customers open first.`}{' '}
            {tx`What probes see stands in the ${<Link to="/evidence">{t`evidence`}</Link>}, beside everything else.`}
          </EmptyState>
        }
      />
      {canEdit && <LocationsHint />}
    </PageFrame>
  )
}
