import { takeBackReply, type Ticket, type UnsentReply } from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { useClockRead } from '../ui/clock.tsx'
import { t } from '../ui/words.ts'
import { goOnWithReply } from './recipients.tsx'

/** What goes out later than this is looked for on its ticket. */
const soonMs = 15_000

/** Whoever leaves a ticket while their reply goes out in some seconds takes the way back along. */
export function useUndoAlong(ticket: Ticket): void {
  const me = useQuery(ask(getMe)).data?.person.id
  const read = useClockRead()
  const latest = useRef({ ticket, me, read })
  useEffect(() => void (latest.current = { ticket, me, read }))
  useEffect(
    () => () => {
      const { ticket, me, read } = latest.current
      const own = ticket.unsent.find(({ state, by }) => state === 'waiting' && by.id === me)
      const leftMs = own === undefined ? 0 : Date.parse(own.sendAt) - read()
      if (own === undefined || leftMs <= 0 || leftMs > soonMs) return
      const id = `unsent-${own.id}`
      notifications.show({
        id,
        message: <UnsentNotice ticket={ticket} reply={own} />,
        color: 'petrol',
        autoClose: leftMs,
      })
    },
    [],
  )
}

function UnsentNotice({ ticket, reply }: { ticket: Ticket; reply: UnsentReply }) {
  const takeBack = useWrite(takeBackReply, {
    refreshes: ['/api/desk'],
    onDone: () => {
      goOnWithReply(ticket, reply)
      window.location.assign(`/tickets/${ticket.number}`)
    },
  })
  return (
    <Group justify="space-between" gap={8}>
      {t`Your reply on #${ticket.number} goes out in a few seconds.`}
      <Button
        size="compact-sm"
        variant="default"
        loading={takeBack.isPending}
        onClick={() => takeBack.mutate({ params: { id: reply.id } })}
      >
        {t`Undo`}
      </Button>
    </Group>
  )
}
