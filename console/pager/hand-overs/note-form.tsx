import { type HandOver, type HandOverNote, takeHandOver, writeHandOver } from '@bellwether/contract/pager-hand-overs.ts'
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useWrite } from '../../call.write.ts'
import { Moment } from '../../ui/clock.tsx'
import { NoticeBar } from '../../ui/notice-bar.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { t } from '../../ui/words.ts'
import styles from './hand-overs.module.css'
import { useNoteText } from './use-note-text.ts'

interface NoteFormProps {
  handOver: HandOver
  me: string
}

/** The note of a rota: whoever has the shift reads what was written for them, and everybody else writes on it. */
export function Note(props: NoteFormProps) {
  const { rota, note, onCall } = props.handOver
  const words = useNoteText(note, `${props.me} ${rota.id}`)
  const [isWriting, setWriting] = useState(false)
  const isForMe = note !== null && note.text !== '' && onCall?.id === props.me && note.writtenBy?.id !== props.me
  if (!isForMe || isWriting || words.isUnsaved) return <NoteForm {...props} words={words} />
  return (
    <div className={styles.form}>
      <p className={styles.said}>
        {tx`${<strong>{note.writtenBy?.name ?? t`A program`}</strong>} wrote for you, ${<Moment at={note.writtenAt} />}:`}
      </p>
      <p className={styles.text}>{note.text}</p>
      <div className={styles.foot}>
        <TakeButton {...props} note={note} isUnsaved={false} />
        <Button variant="default" onClick={() => setWriting(true)}>{t`Write on it`}</Button>
      </div>
    </div>
  )
}

/** The note of a rota, written on by whoever has something to say, until somebody has it. */
function NoteForm({ handOver, me, words }: NoteFormProps & { words: ReturnType<typeof useNoteText> }) {
  const { rota, note } = handOver
  const { text, version, isUnsaved, theirs } = words
  const write = useWrite(writeHandOver, { refreshes: ['/api/pager'], onDone: words.saved })
  const canSave = isUnsaved && theirs === null && !write.isPending
  return (
    <form
      className={styles.form}
      onKeyDown={sendOnKey}
      onSubmit={(event) => {
        event.preventDefault()
        if (canSave) write.mutate({ params: { id: rota.id }, body: { text, version } })
      }}
    >
      {theirs !== null && (
        <Theirs note={theirs} onBoth={() => words.goOn(`${theirs.text}\n\n${text}`)} onMine={() => words.goOn(text)} />
      )}
      <NoteField handOver={handOver} text={text} onText={words.write} isReadOnly={write.isPending} />
      <div className={styles.foot}>
        <Button loading={write.isPending} disabled={!canSave} type="submit">
          {t`Save the note`}
        </Button>
        {note !== null && <TakeButton handOver={handOver} note={note} me={me} isUnsaved={isUnsaved} />}
        <span className={styles.said} role="status">
          {isUnsaved ? t`Not saved yet: it is kept on this device.` : <Written note={note} />}
        </span>
      </div>
    </form>
  )
}

interface NoteFieldProps {
  handOver: HandOver
  text: string
  onText: (text: string) => void
  isReadOnly: boolean
}

function NoteField({ handOver: { next }, text, onText, isReadOnly }: NoteFieldProps) {
  const reader = next?.person.name ?? t`whoever comes next`
  return (
    <Textarea
      label={t`For ${reader}`}
      description={t`What is not on a ticket: what you were about to do, what to look at first, who promised what. It is mailed to them when their shift begins.`}
      autosize
      minRows={6}
      maxRows={24}
      maxLength={20_000}
      value={text}
      readOnly={isReadOnly}
      onChange={({ currentTarget }) => onText(currentTarget.value)}
    />
  )
}

function Written({ note }: { note: HandOverNote | null }) {
  if (note === null) return t`Nothing is written yet.`
  const by = note.writtenBy?.name ?? t`A program`
  const at = <Moment at={note.writtenAt} />
  if (note.text === '') return tx`${by}, ${at}: nothing to hand over.`
  return note.toldAt === null
    ? tx`Saved by ${by}, ${at}.`
    : tx`Saved by ${by}, ${at}; mailed ${<Moment at={note.toldAt} />}.`
}

interface TakeProps extends NoteFormProps {
  note: HandOverNote
  isUnsaved: boolean
}

/** Whoever has the shift says that they have read it; what is not saved would be left out. */
function TakeButton({ handOver: { rota, onCall }, note, me, isUnsaved }: TakeProps) {
  const take = useWrite(takeHandOver, { refreshes: ['/api/pager'], notice: t`You have it.` })
  return (
    <Button
      variant={onCall?.id === me && note.writtenBy?.id !== me ? 'filled' : 'default'}
      disabled={isUnsaved}
      loading={take.isPending}
      onClick={() => take.mutate({ params: { id: rota.id }, body: { version: note.version } })}
    >
      {t`I have it`}
    </Button>
  )
}

function Theirs({ note, onBoth, onMine }: { note: HandOverNote; onBoth: () => void; onMine: () => void }) {
  const name = <strong>{note.writtenBy?.name ?? t`A program`}</strong>
  return (
    <NoticeBar label={t`Somebody else wrote here`}>
      <p>{tx`${name} wrote here, ${<Moment at={note.writtenAt} />}:`}</p>
      <p className={styles.text}>{note.text}</p>
      <div className={styles.foot}>
        <Button size="compact-sm" onClick={onBoth}>{t`Put it above mine`}</Button>
        <Button size="compact-sm" variant="default" onClick={onMine}>{t`Keep mine alone`}</Button>
      </div>
    </NoticeBar>
  )
}
