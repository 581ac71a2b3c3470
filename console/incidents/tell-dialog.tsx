import { FormModal } from '../ui/form-modal.tsx'
import { sendOnKey } from '../ui/send-on-key.ts'
import { tellCustomers, type Report } from '@bellwether/contract/incidents.ts'
import { isOver, toldText, toldTextFault } from '@bellwether/contract/told-text.ts'
import { Button, Checkbox, SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../call.write.ts'
import { useNow, useZone } from '../ui/clock.tsx'
import { type DueChoice, dueOf } from '../ui/due-choice.ts'
import { DueField } from '../ui/due-field.tsx'
import { plural } from '../ui/figures.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { Mark } from '../ui/mark.tsx'
import { t, translated } from '../ui/words.ts'
import { nextTelling, untoldTickets } from './report.commands.ts'
import { firstTelling } from './told-text.ts'
import styles from './tell-dialog.module.css'

interface TellDialogProps {
  report: Report
  isOpen: boolean
  onClose: () => void
}

/** One mail each to everyone who wrote in, in their own ticket. */
export function TellDialog({ report, isOpen, onClose }: TellDialogProps) {
  return (
    <FormModal opened={isOpen} onClose={onClose} title={t`Tell customers`} size="xl">
      <TellSteadily report={report} onClose={onClose} />
    </FormModal>
  )
}

type TellFormProps = Omit<TellDialogProps, 'isOpen'>

/** What is written stays as it was begun, whatever happens to the report meanwhile; then it says so. */
function TellSteadily({ report, onClose }: TellFormProps) {
  const [begun, setBegun] = useState(report)
  return <TellForm key={begun.round} report={begun} now={report} onAnew={() => setBegun(report)} onClose={onClose} />
}

function faultOf(text: string, isPromised: boolean): string | undefined {
  if (text.trim() === '') return t`Write what they read.`
  const fault = toldTextFault(text, isPromised)
  return fault === undefined ? undefined : translated(fault)
}

/** A telling as it was begun: whom it may be for, and what it says. */
function useTelling(report: Report) {
  const rest = untoldTickets(report)
  const [isAgain, setIsAgain] = useState(rest.length === 0)
  const [text, setText] = useState(() => firstTelling(report))
  const [due, setDue] = useState<DueChoice>('1 h')
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [now, zone] = [useNow(), useZone()]
  const { tickets, round } = nextTelling(report, isAgain)
  const nextBy = isOver(report.state) ? null : new Date(dueOf(due, now, zone))
  return {
    rest,
    // Nobody chooses between the same people.
    mayChoose: rest.length > 0 && rest.length < report.ticketList.length,
    isAgain,
    setIsAgain,
    text,
    setText,
    due,
    setDue,
    left,
    tickets,
    round,
    nextBy,
    toggle: (id: string) => setLeft(left.symmetricDifference(new Set([id]))),
    chosen: tickets.filter((ticket) => !left.has(ticket.id)),
    fault: faultOf(text, nextBy !== null),
  }
}

type Telling = ReturnType<typeof useTelling>

function TellForm({ report, now: current, onAnew, onClose }: TellFormProps & { now: Report; onAnew: () => void }) {
  const telling = useTelling(report)
  const { rest, isAgain, text, nextBy, round, chosen, fault } = telling
  const tell = useWrite(tellCustomers, {
    refreshes: ['/api/incidents', '/api/desk'],
    showsProblem: true,
    onDone: onClose,
  })
  const send = (): void =>
    tell.mutate({
      params: { id: report.id },
      body: { text, ticketIds: chosen.map(({ id }) => id), round, nextBy: nextBy?.toISOString() ?? null },
    })
  return (
    <form
      noValidate
      onKeyDown={sendOnKey}
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Notices report={report} current={current} onAnew={onAnew} />
      {telling.mayChoose && (
        <SegmentedControl
          aria-label={t`Who is told`}
          data={[
            { value: 'rest', label: t`Who has not heard (${rest.length})` },
            { value: 'all', label: t`Everyone again (${report.ticketList.length})` },
          ]}
          value={isAgain ? 'all' : 'rest'}
          onChange={(value) => telling.setIsAgain(value === 'all')}
          style={{ justifySelf: 'start' }}
        />
      )}
      <Textarea
        label={t`What they read`}
        description={t`${nextBy === null ? t`{name} and {site}` : t`{name}, {site} and {next}`} are filled in for each. Nobody sees who else was hit.`}
        minRows={7}
        value={text}
        onChange={(event) => telling.setText(event.currentTarget.value)}
        error={fault}
        data-autofocus
        required
      />
      {nextBy !== null && (
        <DueField label={t`They hear from us again`} value={telling.due} onChange={telling.setDue} error={null} />
      )}
      <Readers telling={telling} />
      <FormFoot
        error={tell.error}
        isBusy={tell.isPending}
        isDisabled={chosen.length === 0 || fault !== undefined || isOutdatedBy(report, current)}
        onCancel={onClose}
      >
        {t`Send ${plural(chosen.length, 'mail')}`}
      </FormFoot>
    </form>
  )
}

/** Who gets a mail, each to be left out, and how one of them reads. */
function Readers({ telling: { tickets, chosen, left, toggle, text, nextBy } }: { telling: Telling }) {
  const [shownId, setShownId] = useState(tickets[0]?.id)
  const shown = tickets.find((ticket) => ticket.id === shownId) ?? tickets[0]
  return (
    <div className={styles.columns}>
      <fieldset className={styles.readers}>
        <legend>{t`${plural(chosen.length, 'mail')} will be sent`}</legend>
        {tickets.map((ticket) => (
          <div key={ticket.id} className={styles.reader}>
            <Checkbox
              checked={!left.has(ticket.id)}
              onChange={() => toggle(ticket.id)}
              label={`#${ticket.number} ${ticket.customerName ?? ticket.contactEmail}`}
              description={`${ticket.subject} · ${ticket.contactEmail}`}
            />
            <Button
              size="compact-xs"
              variant="subtle"
              aria-pressed={ticket.id === shown?.id}
              onClick={() => setShownId(ticket.id)}
            >
              {t`Preview`}
            </Button>
          </div>
        ))}
      </fieldset>
      {shown !== undefined && <Preview text={text} nextBy={nextBy} ticket={shown} />}
    </div>
  )
}

const isOutdatedBy = (report: Report, current: Report): boolean => current.round !== report.round

interface NoticesProps {
  report: Report
  current: Report
  onAnew: () => void
}

/** What whoever writes must know before they send: that nobody works on it, or what happened since they began. */
function Notices({ report, current, onAnew }: NoticesProps) {
  const newcomers = untoldTickets(current).filter(({ id }) => !report.ticketList.some((one) => one.id === id)).length
  if (isOutdatedBy(report, current))
    return (
      <p role="status" className={styles.notice}>
        <Mark tone="warn" icon="warning" isSentence>
          {isOver(current.state)
            ? t`It is over since you began to write.`
            : t`They were told since you began to write.`}
        </Mark>
        <Button size="compact-xs" variant="default" onClick={onAnew}>
          {t`Begin anew`}
        </Button>
      </p>
    )
  return (
    <>
      {report.pageId === null && !isOver(report.state) && (
        <p className={styles.notice}>
          <Mark tone="warn" icon="warning" isSentence>
            {t`Nobody has been paged about this report yet.`}
          </Mark>
        </p>
      )}
      {newcomers > 0 && (
        <p role="status" className={styles.notice}>
          <Mark isSentence>{t`${plural(newcomers, 'ticket')} came since you began: they are told after these.`}</Mark>
        </p>
      )}
    </>
  )
}

function Preview(props: { text: string; nextBy: Date | null; ticket: Report['ticketList'][number] }) {
  const { text, nextBy, ticket } = props
  return (
    <section className={styles.preview} aria-label={t`Preview`}>
      <p className={styles.head}>
        {t`To ${ticket.contactEmail}`}
        <br />
        {t`Re: ${ticket.subject}`}
      </p>
      <p className={styles.text}>{toldText(text, { name: ticket.contactName, site: ticket.site, nextBy })}</p>
    </section>
  )
}
