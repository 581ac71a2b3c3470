import { Button, SegmentedControl } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { DeclareDialog } from '../../incidents/declared/declare-dialog.tsx'
import { IncidentList } from '../../incidents/declared/incident-list.tsx'
import { incidentsCommands } from '../../incidents/declared/incidents.commands.ts'
import { PoliciesDialog } from '../../incidents/declared/policies-dialog.tsx'
import { CommandButton } from '../../ui/command-button.tsx'
import { useCommands } from '../../ui/command-keys.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { useMay } from '../../use-may.ts'
import { t } from '../../ui/words.ts'

const page = getRouteApi('/signed-in/incidents')

export function IncidentsPage() {
  const { open = true } = page.useSearch()
  const navigate = useNavigate()
  const [isDeclaring, declaring] = useDisclosure(false)
  const [isSetting, setting] = useDisclosure(false)
  const mayConfigure = useMay('desk.configure')
  const commands = useCommands(incidentsCommands, { mayWrite: useMay('incidents.write'), declare: declaring.open })
  return (
    <PageFrame
      title={t`Incidents`}
      about={t`What happens between “something is wrong” and “everyone knows that it is over”: reports, signals, tickets and pages of one cause, with one time line.`}
      actions={
        <>
          <SegmentedControl
            aria-label={t`Which incidents`}
            data={[
              { value: 'open', label: t`Going on` },
              { value: 'all', label: t`All` },
            ]}
            value={open ? 'open' : 'all'}
            onChange={(value) =>
              void navigate({ to: '/incidents', search: { open: value === 'all' ? false : undefined } })
            }
          />
          {mayConfigure && (
            <Button variant="default" size="sm" onClick={setting.open}>
              {t`Policies…`}
            </Button>
          )}
          <CommandButton commands={commands} id="incidents.declare" size="sm" variant="filled">
            {t`Declare an incident`}
          </CommandButton>
        </>
      }
    >
      <IncidentList
        key={String(open)}
        open={open}
        empty={
          <EmptyState icon="warning" title={open ? t`No incident goes on` : t`No incident so far`}>
            {t`Declare one beside a trouble report, a signal, a ticket or a page, or by hand: it gathers what belongs together and keeps the time line by itself.`}
          </EmptyState>
        }
      />
      <PoliciesDialog isOpen={isSetting} onClose={setting.close} />
      <DeclareDialog isOpen={isDeclaring} onClose={declaring.close} />
    </PageFrame>
  )
}
