import { tellCustomers, type Report } from '@bellwether/contract/incidents.ts'
import { Button, Checkbox, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../call.write.ts'
import { plural } from '../ui/figures.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { untoldTickets } from './report.commands.ts'
import { filledFor, firstTelling } from './told-text.ts'
import styles from './tell-dialog.module.css'

interface TellDialogProps {
  report: Report
  isOpen: boolean
  onClose: () => void
}

/** One mail each to everyone who wrote in, in their own ticket. */
export function TellDialog(props: TellDialogProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title="Tell customers" size="xl">
      <TellForm {...props} />
    </Modal>
  )
}

function TellForm({ report, onClose }: TellDialogProps) {
  const untold = untoldTickets(report)
  const [text, setText] = useState(() => firstTelling(report.state))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const chosen = untold.filter((ticket) => !left.has(ticket.id))
  const [shownId, setShownId] = useState(untold[0]?.id)
  const shown = untold.find((ticket) => ticket.id === shownId) ?? untold[0]
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
        tell.mutate({ params: { id: report.id }, body: { text, ticketIds: chosen.map((ticket) => ticket.id) } })
      }}
    >
      <Textarea
        label="What they read"
        description="{name} and {site} are filled in for each. Nobody sees who else was hit."
        minRows={7}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        data-autofocus
        required
      />
      <div className={styles.columns}>
        <fieldset className={styles.readers}>
          <legend>{plural(chosen.length, 'mail')} will be sent</legend>
          {untold.map((ticket) => (
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
        {shown !== undefined && <Preview text={text} ticket={shown} />}
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

function Preview({ text, ticket }: { text: string; ticket: Report['ticketList'][number] }) {
  return (
    <section className={styles.preview} aria-label="Preview">
      <p className={styles.head}>
        To {ticket.contactEmail}
        <br />
        Re: {ticket.subject}
      </p>
      <p className={styles.text}>{filledFor(text, { name: ticket.contactName, site: ticket.site ?? 'your site' })}</p>
    </section>
  )
}
