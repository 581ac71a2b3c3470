import { giveRole, type Incident, type IncidentRole, incidentRoles } from '@bellwether/contract/incidents-declared.ts'
import { Button, Group } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import { useWrite } from '../../call.write.ts'
import { StaffField } from '../../staff-field.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import styles from './incident-people.module.css'

const roleWords: Readonly<Record<IncidentRole, { name: string; about: string }>> = {
  commander: { name: t`Commander`, about: t`decides` },
  scribe: { name: t`Scribe`, about: t`keeps the time line` },
  liaison: { name: t`Customer liaison`, about: t`speaks with customers` },
}

/** Who commands, who writes, who speaks with customers; whoever is on is proposed. */
export function IncidentPeople({ incident, mayWrite }: { incident: Incident; mayWrite: boolean }) {
  return (
    <Sheet title={t`Who does what`}>
      <dl className={styles.roles}>
        {incidentRoles.map((role) => (
          <div key={role}>
            <dt>
              {roleWords[role].name} <span className={styles.about}>{roleWords[role].about}</span>
            </dt>
            <dd>
              <Role incident={incident} role={role} mayWrite={mayWrite && incident.closedAt === null} />
            </dd>
          </div>
        ))}
      </dl>
    </Sheet>
  )
}

interface RoleProps {
  incident: Incident
  role: IncidentRole
  mayWrite: boolean
}

function Role({ incident, role, mayWrite }: RoleProps) {
  const [isChoosing, setChoosing] = useState(false)
  const give = useWrite(giveRole, { refreshes: ['/api/incidents'], onDone: () => setChoosing(false) })
  const holder = incident.roles.find((one) => one.role === role)?.person
  const proposed = incident.proposed.find((one) => one.role === role)?.person
  const giveTo = (person: string | null): void => give.mutate({ params: { id: incident.id, role }, body: { person } })
  // Escape leaves the choice, not the room.
  const stopChoosing = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    setChoosing(false)
  }
  if (isChoosing)
    return (
      <div onKeyDown={stopChoosing} role="presentation">
        <StaffField
          label={t`Who is ${roleWords[role].name}?`}
          value={holder?.id ?? null}
          first={holder}
          isClearable
          onChange={(id) => (id === (holder?.id ?? null) ? setChoosing(false) : giveTo(id))}
          error={null}
        />
        <Button size="compact-xs" variant="default" onClick={() => setChoosing(false)}>
          {t`Cancel`}
        </Button>
      </div>
    )
  return (
    <Group gap={8}>
      <span>{holder?.name ?? t`nobody`}</span>
      {mayWrite && (
        <>
          {holder === undefined && proposed !== undefined && (
            <Button size="compact-xs" variant="light" loading={give.isPending} onClick={() => giveTo(proposed.id)}>
              {t`${proposed.name}, who is on`}
            </Button>
          )}
          <ChooseButton role={role} isHeld={holder !== undefined} onClick={() => setChoosing(true)} />
        </>
      )}
    </Group>
  )
}

function ChooseButton({ role, isHeld, onClick }: { role: IncidentRole; isHeld: boolean; onClick: () => void }) {
  const words = isHeld ? t`Change…` : t`Choose…`
  return (
    <Button size="compact-xs" variant="default" aria-label={`${roleWords[role].name}: ${words}`} onClick={onClick}>
      {words}
    </Button>
  )
}
