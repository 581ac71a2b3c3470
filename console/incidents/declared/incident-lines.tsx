import {
  addIncidentLine,
  correctIncidentLine,
  type Incident,
  type IncidentLine,
} from '@bellwether/contract/incidents-declared.ts'
import { ActionIcon, Button, Menu, Textarea } from '@mantine/core'
import { useForm } from '@mantine/form'
import { type Ref, useState } from 'react'
import { useWrite } from '../../call.write.ts'
import { Moment } from '../../ui/clock.tsx'
import { Icon } from '../../ui/icon.tsx'
import { LinkedText } from '../../ui/linked-text.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { sendOnKey } from '../../ui/send-on-key.ts'
import { Sheet } from '../../ui/sheet.tsx'
import { t, translated } from '../../ui/words.ts'
import { saidOf } from './said-of.ts'
import { CommentDialog, CorrectDialog } from './line-dialogs.tsx'
import styles from './incident-lines.module.css'

interface IncidentLinesProps {
  incident: Incident
  mayWrite: boolean
  /** Where somebody writes down what happened. */
  field: Ref<HTMLTextAreaElement>
}

/** What happened, in its order: most of it by itself, the rest by people, who correct all of it. */
export function IncidentLines({ incident, mayWrite, field }: IncidentLinesProps) {
  const [dialog, setDialog] = useState<{ kind: 'correct' | 'comment'; line: IncidentLine } | null>(null)
  const close = (): void => setDialog(null)
  return (
    <Sheet title={t`Time line`}>
      {mayWrite && <WriteLine incident={incident} field={field} />}
      <ol className={styles.lines} aria-label={t`Time line`}>
        {incident.lines.map((line) => (
          <li key={line.id} data-left-out={line.isLeftOut || undefined}>
            <Moment at={line.at} />
            <Words line={line} />
            {mayWrite && (
              <LineMenu
                incident={incident}
                line={line}
                onCorrect={() => setDialog({ kind: 'correct', line })}
                onComment={() => setDialog({ kind: 'comment', line })}
              />
            )}
          </li>
        ))}
      </ol>
      <CorrectDialog incident={incident} line={dialog?.kind === 'correct' ? dialog.line : null} onClose={close} />
      <CommentDialog incident={incident} line={dialog?.kind === 'comment' ? dialog.line : null} onClose={close} />
    </Sheet>
  )
}

function Words({ line }: { line: IncidentLine }) {
  const text = saidOf(line)
  return (
    <div className={styles.words}>
      <p>
        {line.who !== '' && <strong>{line.who}</strong>}{' '}
        {line.path === null ? <LinkedText text={text} /> : <a href={line.path}>{text}</a>}
        {line.isLeftOut && <span className={styles.dim}> {t`left out`}</span>}
      </p>
      {line.corrected !== null && (
        <p className={styles.dim}>
          {tx`Corrected by ${line.corrected.by.name}; it said ${<Moment at={line.corrected.at} />}: ${translated(line.corrected.what)}`}
        </p>
      )}
      {line.comments.map(({ id, by, at, text }) => (
        <p key={id} className={styles.comment}>
          <strong>{by.name}</strong> <Moment at={at} />: <LinkedText text={text} />
        </p>
      ))}
    </div>
  )
}

interface LineMenuProps {
  incident: Incident
  line: IncidentLine
  onCorrect: () => void
  onComment: () => void
}

function LineMenu({ incident, line, onCorrect, onComment }: LineMenuProps) {
  const leave = useWrite(correctIncidentLine, { refreshes: ['/api/incidents'] })
  const isLeftOut = !line.isLeftOut
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={24} variant="subtle" color="gray" aria-label={t`More about: ${saidOf(line)}`}>
          <Icon name="more" size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onComment}>{t`Comment…`}</Menu.Item>
        <Menu.Item onClick={onCorrect}>{t`Correct…`}</Menu.Item>
        <Menu.Item onClick={() => leave.mutate({ params: { id: incident.id, line: line.id }, body: { isLeftOut } })}>
          {isLeftOut ? t`Leave it out` : t`Take it in again`}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function WriteLine({ incident, field }: Omit<IncidentLinesProps, 'mayWrite'>) {
  const form = useForm({ initialValues: { what: '' } })
  const write = useWrite(addIncidentLine, { refreshes: ['/api/incidents'], onDone: () => form.reset() })
  return (
    <form
      className={styles.write}
      onKeyDown={sendOnKey}
      onSubmit={form.onSubmit(({ what }) => {
        if (what.trim() !== '') write.mutate({ params: { id: incident.id }, body: { what } })
      })}
    >
      <Textarea
        ref={field}
        aria-label={t`What happened`}
        placeholder={t`What happened? Decisions, calls, what was tried.`}
        autosize
        minRows={1}
        maxLength={2000}
        {...form.getInputProps('what')}
      />
      <Button type="submit" size="xs" variant="default" loading={write.isPending}>
        {t`Write it down`}
      </Button>
    </form>
  )
}
