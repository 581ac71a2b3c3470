import {
  addPageNoteByLink,
  listColleaguesByLink,
  type Page,
  reassignPageByLink,
  resolvePageByLink,
} from '@bellwether/contract/pager.ts'
import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { ProblemView } from '../ui/problem-view.tsx'
import { t } from '../ui/words.ts'
import styles from './page-by-link.module.css'

const refreshes = ['/api/pager/links']

/** What else whoever was paged may do without signing in; folded, as the first thing is to answer. */
export function LinkActs({ page, token }: { page: Page; token: string }) {
  if (page.state === 'resolved') return null
  return (
    <details className={styles.more}>
      <summary>{t`Say something, or give it to somebody`}</summary>
      <NoteForm token={token} />
      {page.team !== null && <Colleagues token={token} />}
    </details>
  )
}

function NoteForm({ token }: { token: string }) {
  const [text, setText] = useState('')
  const note = useWrite(addPageNoteByLink, { refreshes, showsProblem: true, onDone: () => setText('') })
  return (
    <form
      className={styles.acts}
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() !== '') note.mutate({ params: { token }, body: { text } })
      }}
    >
      <Textarea
        label={t`A note for whoever comes next`}
        autosize
        minRows={2}
        maxLength={5000}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={note.isPending} disabled={text.trim() === ''}>
        {t`Add the note`}
      </Button>
      {note.isSuccess && text === '' && <p role="status">{t`It stands with the page.`}</p>}
      {note.error !== null && <ProblemView error={note.error} />}
    </form>
  )
}

function Colleagues({ token }: { token: string }) {
  const colleagues = useQuery(ask(listColleaguesByLink, { params: { token } })).data?.items ?? []
  const give = useWrite(reassignPageByLink, { refreshes, showsProblem: true })
  if (colleagues.length === 0) return null
  return (
    <div className={styles.acts} role="group" aria-label={t`Give it to`}>
      {colleagues.map(({ id, name }) => (
        <Button
          key={id}
          variant="default"
          loading={give.isPending && give.variables.body.person === id}
          onClick={() => give.mutate({ params: { token }, body: { person: id } })}
        >
          {t`Give it to ${name}`}
        </Button>
      ))}
      {give.isSuccess && <p role="status">{t`They are paged.`}</p>}
      {give.error !== null && <ProblemView error={give.error} />}
    </div>
  )
}

export function EndButton({ token }: { token: string }) {
  const resolve = useWrite(resolvePageByLink, { refreshes, showsProblem: true })
  return (
    <>
      <Button variant="default" loading={resolve.isPending} onClick={() => resolve.mutate({ params: { token } })}>
        {t`End it`}
      </Button>
      {resolve.error !== null && <ProblemView error={resolve.error} />}
    </>
  )
}
