import { mergeContact, type Contact, type Customer } from '@bellwether/contract/customers.ts'
import { Button, Modal, Select } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useState } from 'react'
import { useWrite } from '../call.write.ts'
import { FormFoot } from '../ui/form-foot.tsx'
import { t } from '../ui/words.ts'
import styles from './merges.module.css'

interface MergeContactProps {
  customer: Customer
  contact: Contact
}

/** Merges a contact into another of the same customer: one person who was written down twice. */
export function MergeContactDialog({ customer, contact }: MergeContactProps) {
  const [isOpen, dialog] = useDisclosure(false)
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        onClick={dialog.open}
        aria-label={t`Merge ${contact.name} <${contact.email}> into another contact`}
      >
        {t`Merge…`}
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title={t`Merge ${contact.name} into another contact`}>
        <MergeForm customer={customer} contact={contact} onClose={dialog.close} />
      </Modal>
    </>
  )
}

function MergeForm({ customer, contact, onClose }: MergeContactProps & { onClose: () => void }) {
  const [into, setInto] = useState<string | null>(null)
  const merge = useWrite(mergeContact, {
    refreshes: ['/api/customers'],
    showsProblem: true,
    notice: t`The contacts are merged.`,
    onDone: onClose,
  })
  const others = customer.contacts.filter(({ id }) => id !== contact.id)
  return (
    <form
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (into !== null) merge.mutate({ params: { id: contact.id }, body: { into } })
      }}
    >
      <Select
        label={t`The same person as`}
        data={others.map(({ id, name, email }) => ({ value: id, label: `${name} <${email}>` }))}
        searchable
        data-autofocus
        value={into}
        onChange={setInto}
      />
      <p>
        {t`That contact has all addresses then, and keeps name and primary address. It can be undone on this page.`}
      </p>
      <FormFoot error={merge.error} isBusy={merge.isPending} isDisabled={into === null} onCancel={onClose}>
        {t`Merge the contacts`}
      </FormFoot>
    </form>
  )
}
