import {
  claimTicket,
  followTicket,
  type RemovedState,
  reopenTicket,
  type Ticket,
  type UnsentReply,
  withdrawHandOff,
} from '@bellwether/contract/desk.ts'
import { getMe } from '@bellwether/contract/people.ts'
import { useIntersection, useTimeout } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useRouter, useRouterState } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { useCommands } from '../ui/command-keys.tsx'
import { lastList } from '../ui/last-list.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { t } from '../ui/words.ts'
import { useAct } from './acts/use-act.tsx'
import { useAdvance } from './advance.tsx'
import { Composer, type Writing } from './composer.tsx'
import { readDraft } from './draft.ts'
import type { EvidenceLink } from './hand-off-dialog.tsx'
import { useSeenMentions } from './mentions/use-seen-mentions.ts'
import { useNextAhead, useNextTicket } from './next-ticket.ts'
import { usePresence } from './presence.tsx'
import { TicketHeader } from './ticket-header.tsx'
import { goOnWithReply } from './recipients.tsx'
import { TicketBar } from './ticket-bar.tsx'
import { type TicketDialog, TicketDialogs } from './ticket-dialogs.tsx'
import { ticketCommands } from './ticket.commands.ts'
import { Timeline } from './timeline.tsx'
import { useUndoAlong } from './unsent-notice.tsx'
import { UnsentReplies } from './unsent-replies.tsx'
import styles from './ticket-talk.module.css'

type Dialog = TicketDialog | 'take-over' | null

/** Who pauses for so long writes no more. */
const typedForMs = 15_000

/** An address may ask for a field: `#write-note`. Else it is where something was begun. */
function writingOf(hash: string, ticketId: string): Writing {
  const asked = /^write-(reply|note)$/.exec(hash)?.[1]
  if (asked !== undefined) return { kind: asked === 'note' ? 'note' : 'reply', focusCount: 1 }
  const isBegun = (kind: 'reply' | 'note'): boolean => readDraft(localStorage, ticketId, kind) !== ''
  return { kind: isBegun('note') && !isBegun('reply') ? 'note' : 'reply', focusCount: 0 }
}

interface TicketTalkProps {
  ticket: Ticket
  /** What the evidence panel shows now, offered with a hand-off. */
  evidenceLink: EvidenceLink | null
  /** Shown under the header, e.g. the trouble reports about the ticket. */
  children?: ReactNode
}

/** The words of a ticket: header, time line, composer, and the dialogs that move it. */
export function TicketTalk({ ticket, evidenceLink, children }: TicketTalkProps) {
  const [dialog, setDialog] = useState<Dialog>(null)
  const hash = useRouterState({ select: ({ location }) => location.hash })
  const [writing, setWriting] = useState<Writing>(() => writingOf(hash, ticket.id))
  const [takenBack, setTakenBack] = useState(0)
  const [isWriting, setIsWriting] = useState(false)
  const stoppedTyping = useTimeout(() => setIsWriting(false), typedForMs)
  const others = usePresence(ticket.id, isWriting)
  useSeenMentions(ticket.id)
  useNextAhead(ticket.id)
  useUndoAlong(ticket)
  const close = (): void => setDialog(null)
  const goOnWriting = (reply: UnsentReply): void => {
    goOnWithReply(ticket, reply)
    setTakenBack(takenBack + 1)
    setWriting(({ focusCount }) => ({ kind: 'reply', focusCount: focusCount + 1 }))
  }
  const { ref: header, entry: headerSeen } = useIntersection({ threshold: 0 })
  const isHeaderPast = headerSeen?.isIntersecting === false
  const takeOver = useWrite(claimTicket, { refreshes: ['/api/desk'], onDone: close })
  const act = useAct()
  const only = { ids: [ticket.id] }
  const removal = useAct({ onDone: useAdvance(ticket.id) })
  const remove = (into: RemovedState): void => removal.run({ kind: 'remove', into }, only)
  const commands = useTicketCommands(ticket, {
    open: setDialog,
    claim: () => (ticket.owner === null ? act.run({ kind: 'claim' }, only) : setDialog('take-over')),
    wake: () => act.run({ kind: 'wake' }, only),
    // Of a customer nobody is blocked: there is nothing to choose.
    spam: () => (ticket.customer === null ? setDialog('spam') : remove('spam')),
    trash: () => remove('trash'),
    restore: () => act.run({ kind: 'restore' }, only),
    write: (kind) => setWriting(({ focusCount }) => ({ kind, focusCount: focusCount + 1 })),
  })
  return (
    <section className={styles.talk} aria-label={t`Ticket`}>
      {isHeaderPast && <TicketBar ticket={ticket} commands={commands} />}
      <div ref={header}>
        <TicketHeader ticket={ticket} others={others} commands={commands} />
      </div>
      {children}
      <Timeline ticket={ticket} />
      <Composer
        key={`${ticket.id} ${takenBack}`}
        ticket={ticket}
        evidenceLink={evidenceLink}
        unsent={<UnsentReplies ticket={ticket} onTakenBack={goOnWriting} />}
        writing={writing}
        onKind={(kind) => setWriting({ kind, focusCount: 0 })}
        onTyped={() => {
          setIsWriting(true)
          stoppedTyping.clear()
          stoppedTyping.start()
        }}
      />
      <TicketDialogs ticket={ticket} evidenceLink={evidenceLink} dialog={dialog} onClose={close} />
      <ConfirmDialog
        isOpen={dialog === 'take-over'}
        title={t`Take over from ${ticket.owner?.name ?? t`the owner`}?`}
        confirm={t`Take over`}
        isBusy={takeOver.isPending}
        onConfirm={() => takeOver.mutate({ params: { id: ticket.id }, body: { takeOver: true } })}
        onClose={close}
      >
        {t`You become the owner and stay on the ticket until it ends.`}
      </ConfirmDialog>
    </section>
  )
}

interface TicketVerbs {
  open: (dialog: Dialog) => void
  claim: () => void
  wake: () => void
  spam: () => void
  trash: () => void
  restore: () => void
  write: (kind: 'reply' | 'note') => void
}

function useTicketCommands(ticket: Ticket, { open, ...verbs }: TicketVerbs) {
  const me = useQuery(ask(getMe))
  const { history } = useRouter()
  const reopen = useWrite(reopenTicket, { refreshes: ['/api/desk'] })
  const follow = useWrite(followTicket, { refreshes: ['/api/desk'] })
  const withdraw = useWrite(withdrawHandOff, { refreshes: ['/api/desk'] })
  return useCommands(ticketCommands, {
    ticket,
    myId: me.data?.person.id,
    ...verbs,
    give: () => open('give'),
    tag: () => open('tag'),
    setFields: () => open('fields'),
    prioritize: () => open('priority'),
    snooze: () => open('snooze'),
    handOff: () => open('hand-off'),
    withdraw: () => {
      const [only] = ticket.openHandOffs
      if (only !== undefined) withdraw.mutate({ params: { id: only.id } })
    },
    merge: () => open('merge'),
    link: () => open('link'),
    changeContact: () => open('contact'),
    resolve: () => open('resolve'),
    document: () => open('document'),
    follow: () => follow.mutate({ params: { id: ticket.id }, body: { isFollowing: !ticket.isFollowed } }),
    reopen: () => reopen.mutate({ params: { id: ticket.id } }),
    up: () => history.push(lastList()),
    next: useNextTicket(ticket.id),
  })
}
