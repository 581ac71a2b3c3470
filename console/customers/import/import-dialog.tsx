import { listCustomerFields } from '@bellwether/contract/customers.ts'
import { Button, FileInput, Modal, Textarea } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../call.query.ts'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import { ProblemView } from '../../ui/problem-view.tsx'
import styles from './import.module.css'
import { ImportList } from './import-list.tsx'
import { ImportPreview } from './import-preview.tsx'
import { readCustomers, type ReadFile } from './read-customers.ts'

/** Imports customers from a CSV file: what was understood is shown before anything is written. */
export function ImportDialog() {
  const [isOpen, dialog] = useDisclosure(false)
  if (!useMay('customers.write')) return null
  return (
    <>
      <Button variant="default" onClick={dialog.open}>
        {t`Import from CSV`}
      </Button>
      <Modal opened={isOpen} onClose={dialog.close} title={t`Import customers`} size="xl">
        <Import onClose={dialog.close} />
      </Modal>
    </>
  )
}

function Import({ onClose }: { onClose: () => void }) {
  const [read, setRead] = useState<ReadFile | null>(null)
  // What was pasted is there again for whoever goes back to mend a row.
  const [text, setText] = useState('')
  return read === null ? (
    <Choose text={text} onText={setText} onRead={setRead} />
  ) : (
    <ImportPreview read={read} onBack={() => setRead(null)} onClose={onClose} />
  )
}

/** A browser holds it in memory as a whole. */
const fileBytesMax = 20 * 1024 * 1024

interface ChooseProps {
  text: string
  onText: (text: string) => void
  onRead: (read: ReadFile) => void
}

function Choose({ text, onText, onRead }: ChooseProps) {
  const queries = useQueryClient()
  const [trouble, setTrouble] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const look = (given: Promise<string>): void => {
    Promise.all([given, queries.fetchQuery(ask(listCustomerFields))])
      .then(([content, { items }]) => readCustomers(content, items))
      .then(onRead, setError)
  }
  const choose = (file: File | null): void => {
    const isTooLarge = (file?.size ?? 0) > fileBytesMax
    setTrouble(isTooLarge ? t`It has more than 20 MB: cut it into several.` : null)
    if (file !== null && !isTooLarge) look(file.text())
  }
  return (
    <div className={styles.parts}>
      <p>
        {tx`The first row names the columns: ${<code>key</code>} and ${<code>name</code>}, and where you have them ${<code>plan</code>}, ${<code>vip</code>}, ${<code>sites</code>}, ${<code>mail domains</code>}, ${<code>contacts</code>}, ${<code>contact name</code>} and ${<code>account manager</code>} (the e-mail address of somebody on staff), and your own fields by name. The key is the customer.id that events carry. Several sites or addresses may stand in one cell, or in several rows of one key.`}
      </p>
      <FileInput
        label={t`CSV file`}
        description={t`Commas, semicolons, tabs or bars; UTF-8.`}
        placeholder={t`Choose a file`}
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        error={trouble}
        onChange={choose}
      />
      <Textarea
        label={t`Or paste it`}
        placeholder={'key,name,plan,sites,contacts\nacme,Acme,pro,shop.acme.example,vera@acme.example'}
        minRows={5}
        autosize
        maxRows={12}
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        data-autofocus={text !== '' || undefined}
      />
      {error !== null && <ProblemView error={error} />}
      <Button onClick={() => look(Promise.resolve(text))} disabled={text.trim() === ''} style={{ justifySelf: 'end' }}>
        {t`See what is in it`}
      </Button>
      <ImportList />
    </div>
  )
}
