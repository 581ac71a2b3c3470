import { listRotas, removeRota, type Rota } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { t } from '../ui/words.ts'
import { onCallText } from './on-call-text.ts'

/** Removes a rota, once it is clear who is on call without it. */
export function RemoveRota({ rota }: { rota: Rota }) {
  const [isOpen, dialog] = useDisclosure(false)
  const remove = useWrite(removeRota, {
    refreshes: [listRotas.path],
    showsProblem: true,
    onDone: ({ told }) => {
      const names = told.map((person) => person.name).join(', ')
      const message = names === '' ? t`Nobody had turns on it.` : t`They got a mail about their turns: ${names}.`
      notifications.show({ title: t`The rota ${rota.name} is removed`, message })
      dialog.close()
    },
  })
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        onClick={dialog.open}
        aria-label={t`Remove the rota ${rota.name} of ${rota.team.name}`}
      >
        {t`Remove…`}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        title={t`Remove the rota ${rota.name} of ${rota.team.name}?`}
        confirm={t`Remove`}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { id: rota.id } })}
        onClose={dialog.close}
      >
        <Afterwards rota={rota} />
      </ConfirmDialog>
    </>
  )
}

function Afterwards({ rota }: { rota: Rota }) {
  const rotas = useQuery(ask(listRotas, { query: { team: rota.team.slug, limit: 200 } }))
  return (
    <Loaded query={rotas} rows={1}>
      {({ items }) => {
        const others = items.filter((one) => one.id !== rota.id)
        return (
          <>
            <p>
              <strong>{t`${onCallText(others)} on call for ${rota.team.name} then.`}</strong>{' '}
              {others.every((one) => one.onCall === null) &&
                t`Its pages go to everyone on the team, or to administrators where it is empty.`}
            </p>
            <p>{t`Whoever has turns on it gets a mail. Who was on call before stays on record.`}</p>
          </>
        )
      }}
    </Loaded>
  )
}
