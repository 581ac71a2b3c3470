import { erasePerson, type PersonData } from '@bellwether/contract/privacy.ts'
import { Button, Group, Modal, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useWrite } from '../call.write.ts'
import { plural } from '../ui/figures.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { t } from '../ui/words.ts'
import styles from './privacy.module.css'

interface EraseProps {
  address: string
  /** What is known to be kept; undefined where nothing is. */
  data: PersonData | undefined
}

/** Erases somebody for good; whoever does it types the address once more. */
export function EraseDialog(props: EraseProps) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button variant="default" c="var(--danger)" onClick={dialog.open}>
        {t`Erase for good…`}
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title={t`Erase ${props.address}`}>
        <EraseForm {...props} onClose={dialog.close} />
      </Modal>
    </>
  )
}

function EraseForm({ address, data, onClose }: EraseProps & { onClose: () => void }) {
  const [confirmation, setConfirmation] = useState('')
  const erase = useWrite(erasePerson, {
    refreshes: ['/api/privacy', '/api/customers'],
    showsProblem: true,
    notice: t`It has begun, and goes on by itself. The list below says how far it is.`,
    onDone: onClose,
  })
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        erase.mutate({ body: { address, confirmation } })
      }}
    >
      {data !== undefined && <p>{t`${lossWords(data)} Times, states and who worked on it stay.`}</p>}
      <p>
        {t`${data !== undefined && data.addresses.length > 1 ? t`All addresses of theirs are` : t`The address is`} written over in every other table, in events and in the audit. Nobody can undo it. Not reached are backups, mails of others, which stay as they came, and names in the words of others.`}
      </p>
      <TextInput
        label={t`Type the address once more`}
        description={address}
        autoComplete="off"
        data-autofocus
        value={confirmation}
        onChange={(event) => setConfirmation(event.currentTarget.value)}
      />
      {erase.error !== null && <ProblemView error={erase.error} />}
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose}>
          {t`Cancel`}
        </Button>
        <Button
          type="submit"
          color="red.9"
          loading={erase.isPending}
          disabled={confirmation.trim().toLowerCase() !== address.toLowerCase()}
        >
          {t`Erase for good`}
        </Button>
      </Group>
    </form>
  )
}

function lossWords({ tickets, otherTickets }: PersonData): string {
  const own = t`Every word, name, mail and attachment goes from ${plural(tickets, 'ticket')} of theirs, answers and private questions too`
  const others = t`what they wrote goes from ${plural(otherTickets, 'ticket')} of others`
  if (otherTickets === 0) return `${own}.`
  return tickets === 0 ? `What${others.slice(4)}.` : `${own}; ${others}.`
}
