import { tellCustomers, type Report } from '@bellwether/contract/incidents.ts'
import { toldText } from '@bellwether/contract/told-text.ts'
import { Button, Checkbox, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../call.write.ts'
import { plural } from '../ui/figures.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { useNow, useZone } from '../ui/clock.tsx'
import { type DueChoice, dueOf } from '../ui/due-choice.ts'
import { DueField } from '../ui/due-field.tsx'
import { nextTelling } from './report.commands.ts'
import { firstTelling, isOver } from './told-text.ts'
import styles from './tell-dialog.module.css'

interface TellDialogProps {
  report: Report
  isOpen: boolean
  onClose: () => void
}

/** One mail each to everyone who wrote in, in their own ticket. */
export function TellDialog(props: TellDialogProps) {
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      title={nextTelling(props.report).isAgain ? 'Tell customers again' : 'Tell customers'}
      size="xl"
    >
      <TellForm {...props} />
    </Modal>
  )
}

function TellForm({ report, onClose }: TellDialogProps) {
  const { tickets, round } = nextTelling(report)
  const [text, setText] = useState(() => firstTelling(report))
  const [due, setDue] = useState<DueChoice>('1 h')
  const [now, zone] = [useNow(), useZone()]
  const nextBy = isOver(report.state) ? null : new Date(dueOf(due, now, zone))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const chosen = tickets.filter((ticket) => !left.has(ticket.id))
  const [shownId, setShownId] = useState(tickets[0]?.id)
  const shown = tickets.find((ticket) => ticket.id === shownId) ?? tickets[0]
  const tell = useWrite(tellCustomers, {
    refreshes: ['/api/incidents', '/api/desk'],
    showsProblem: true,
    onDone: onClose,
  })
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        const ticketIds = chosen.map((ticket) => ticket.id)
        tell.mutate({
          params: { id: report.id },
          body: { text, ticketIds, round, nextBy: nextBy?.toISOString() ?? null },
        })
      }}
    >
      <Textarea
        label="What they read"
        description={`${nextBy === null ? '{name} and {site}' : '{name}, {site} and {next}'} are filled in for each. Nobody sees who else was hit.`}
        minRows={7}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
        required
      />
      {nextBy !== null && <DueField label="They hear from us again" value={due} onChange={setDue} error={null} />}
      <div className={styles.columns}>
        <fieldset className={styles.readers}>
          <legend>{plural(chosen.length, 'mail')} will be sent</legend>
          {tickets.map((ticket) => (
            <div key={ticket.id} className={styles.reader}>
              <Checkbox
                checked={!left.has(ticket.id)}
                onChange={() => setLeft(left.symmetricDifference(new Set([ticket.id])))}
                label={`#${ticket.number} ${ticket.customerName ?? ticket.contactEmail}`}
                description={ticket.contactEmail}
              />
              <Button
                size="compact-xs"
                variant="subtle"
                aria-pressed={ticket.id === shown?.id}
                onClick={() => setShownId(ticket.id)}
              >
                Preview
              </Button>
            </div>
          ))}
        </fieldset>
        {shown !== undefined && <Preview text={text} nextBy={nextBy} ticket={shown} />}
      </div>
      <FormFoot
        error={tell.error}
        isBusy={tell.isPending}
        isDisabled={chosen.length === 0 || text.trim() === ''}
        onCancel={onClose}
      >
        Send {plural(chosen.length, 'mail')}
      </FormFoot>
    </form>
  )
}

function Preview(props: { text: string; nextBy: Date | null; ticket: Report['ticketList'][number] }) {
  const { text, nextBy, ticket } = props
  return (
    <section className={styles.preview} aria-label="Preview">
      <p className={styles.head}>
        To {ticket.contactEmail}
        <br />
        Re: {ticket.subject}
      </p>
      <p className={styles.text}>{toldText(text, { name: ticket.contactName, site: ticket.site, nextBy })}</p>
    </section>
  )
}
