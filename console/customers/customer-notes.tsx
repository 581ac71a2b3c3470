import {
  listCustomerNotes,
  removeCustomerNote,
  writeCustomerNote,
  type Customer,
  type CustomerNote,
} from '@bellwether/contract/customers.ts'
import { Button, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askPages } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Moment } from '../ui/clock.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { landOnFields } from '../ui/field-problems.ts'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { ProblemView } from '../ui/problem-view.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { sendOnKey } from '../ui/send-on-key.ts'
import { t } from '../ui/words.ts'
import { useMay } from '../use-may.ts'
import styles from './customer-notes.module.css'

/** What staff wrote down about a customer, the newest first. */
export function CustomerNotes({ customer }: { customer: Customer }) {
  const mayWrite = useMay('customers.write')
  const notes = useInfiniteQuery(askPages(listCustomerNotes, { limit: 20 }, { id: customer.id }))
  const rows = notes.data?.pages.flatMap((page) => page.items)
  return (
    <Sheet title={t`Notes`} about={t`For staff alone: no note ever reaches a customer.`}>
      {mayWrite && <NewNote customerId={customer.id} />}
      <Loaded query={{ ...notes, data: rows }} rows={3}>
        {(loaded) => (
          <>
            {loaded.length === 0 ? (
              <p>
                {t`No note yet. What the next colleague should know goes here; the newest shows on each of their tickets.`}
              </p>
            ) : (
              <ol className={styles.notes} aria-label={t`Notes`}>
                {loaded.map((note) => (
                  <Note key={note.id} note={note} mayRemove={mayWrite} />
                ))}
              </ol>
            )}
            <MoreButton query={notes} />
          </>
        )}
      </Loaded>
    </Sheet>
  )
}

function NewNote({ customerId }: { customerId: string }) {
  const form = useForm({ initialValues: { text: '' } })
  const write = useWrite(writeCustomerNote, {
    refreshes: ['/api/customers'],
    showsProblem: true,
    onDone: () => form.reset(),
  })
  const send = form.onSubmit((body) =>
    write.mutate({ params: { id: customerId }, body }, { onError: (error) => landOnFields(error, form, ['text']) }),
  )
  return (
    <form noValidate onKeyDown={sendOnKey} onSubmit={send} className={styles.form}>
      <Textarea
        aria-label={t`New note`}
        placeholder={t`A new note`}
        autosize
        minRows={1}
        {...form.getInputProps('text')}
      />
      <Button type="submit" variant="default" loading={write.isPending} disabled={form.values.text.trim() === ''}>
        {t`Add the note`}
      </Button>
      {write.error !== null && Object.keys(form.errors).length === 0 && <ProblemView error={write.error} />}
    </form>
  )
}

function Note({ note, mayRemove }: { note: CustomerNote; mayRemove: boolean }) {
  const [isOpen, setIsOpen] = useState(false)
  const remove = useWrite(removeCustomerNote, { refreshes: ['/api/customers'], showsProblem: true })
  return (
    <li className={styles.note}>
      <p className={styles.head}>
        <strong>{note.author.name}</strong> <Moment at={note.at} />
        {mayRemove && (
          <Button
            size="compact-xs"
            variant="subtle"
            aria-label={t`Remove the note of ${note.author.name}`}
            onClick={() => setIsOpen(true)}
          >
            {t`Remove`}
          </Button>
        )}
      </p>
      <p className={styles.text}>{note.text}</p>
      <ConfirmDialog
        isOpen={isOpen}
        title={t`Remove this note?`}
        confirm={t`Remove the note`}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { id: note.id } })}
        onClose={() => setIsOpen(false)}
      >
        {t`It is gone for good, for everybody.`}
      </ConfirmDialog>
    </li>
  )
}
