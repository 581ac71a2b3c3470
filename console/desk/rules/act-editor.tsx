import { listTags, type RuleAct } from '@bellwether/contract/desk.ts'
import { priorities, type Priority } from '@bellwether/contract/priority.ts'
import { tagOf } from '@bellwether/contract/tag.ts'
import { ActionIcon, Button, type ComboboxItem, MultiSelect, Select, TagsInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { useTeamPeople } from '../../team-people.ts'
import { Icon } from '../../ui/icon.tsx'
import { t } from '../../ui/words.ts'
import { priorityNames } from '../priority-mark.tsx'
import { type ActRow, newActRow } from './act-rows.ts'
import { FieldAct } from './field-act.tsx'
import styles from './rules.module.css'

const kindNames: Readonly<Record<RuleAct['kind'], string>> = {
  tag: t`Add tags`,
  prioritize: t`Set the priority`,
  'set-fields': t`Write into a field`,
  assign: t`Give it to one of several`,
  give: t`Give it to one person`,
  remove: t`Move it out of the queue`,
}
export const allKinds = Object.keys(kindNames) as RuleAct['kind'][]

interface ActEditorProps {
  /** What may be done. */
  kinds: readonly RuleAct['kind'][]
  rows: readonly ActRow[]
  onRows: (rows: readonly ActRow[]) => void
}

/** What is done, one after the other. */
export function ActEditor({ kinds, rows, onRows }: ActEditorProps) {
  return (
    <fieldset className={styles.acts}>
      <legend>{t`Then`}</legend>
      {rows.map((row, index) => (
        // A row has no name of its own: its place is what it is.
        <div key={index} className={styles.act}>
          <Select
            aria-label={t`What it does`}
            data={kinds.map((value) => ({ value, label: kindNames[value] }))}
            allowDeselect={false}
            value={row.kind}
            onChange={(kind) => kind !== null && onRows(rows.with(index, { ...row, kind: kind as ActRow['kind'] }))}
          />
          <ActFields row={row} onRow={(next) => onRows(rows.with(index, next))} />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t`Remove this`}
            onClick={() => onRows(rows.toSpliced(index, 1))}
          >
            <Icon name="cross" size={14} />
          </ActionIcon>
        </div>
      ))}
      <Button size="compact-sm" variant="subtle" onClick={() => onRows([...rows, newActRow])}>
        {t`Add a step`}
      </Button>
    </fieldset>
  )
}

interface ActFieldsProps {
  row: ActRow
  onRow: (row: ActRow) => void
}

function ActFields({ row, onRow }: ActFieldsProps) {
  const people = useTeamPeople().map(({ id, name }) => ({ value: id, label: name }))
  const known = useQuery(ask(listTags)).data?.items ?? []
  if (row.kind === 'tag')
    return (
      <TagsInput
        aria-label={t`Tags`}
        placeholder={row.tags.length === 0 ? t`billing` : ''}
        data={known}
        splitChars={[',']}
        acceptValueOnBlur
        value={[...row.tags]}
        onChange={(texts) => onRow({ ...row, tags: [...new Set(texts.map(tagOf).filter((tag) => tag !== ''))] })}
      />
    )
  if (row.kind === 'prioritize')
    return (
      <Select
        aria-label={t`Priority`}
        data={priorities.map((value) => ({ value, label: priorityNames[value] }))}
        allowDeselect={false}
        value={row.priority}
        onChange={(priority) => priority !== null && onRow({ ...row, priority: priority as Priority })}
      />
    )
  if (row.kind === 'set-fields') return <FieldAct row={row} onRow={onRow} />
  if (row.kind === 'give')
    return (
      <Select
        aria-label={t`Who`}
        placeholder={t`Choose`}
        data={people}
        searchable
        value={row.to}
        onChange={(to) => onRow({ ...row, to })}
      />
    )
  if (row.kind === 'assign') return <AssignFields row={row} onRow={onRow} people={people} />
  return (
    <Select
      aria-label={t`Where to`}
      data={[
        { value: 'spam', label: t`Spam` },
        { value: 'trash', label: t`Trash` },
      ]}
      allowDeselect={false}
      value={row.into}
      onChange={(into) => into !== null && onRow({ ...row, into: into as ActRow['into'] })}
    />
  )
}

function AssignFields({ row, onRow, people }: ActFieldsProps & { people: ComboboxItem[] }) {
  return (
    <div className={styles.assign}>
      <Select
        aria-label={t`By what`}
        data={[
          { value: 'turn', label: t`in turn` },
          { value: 'load', label: t`who has the fewest open` },
        ]}
        allowDeselect={false}
        value={row.by}
        onChange={(by) => by !== null && onRow({ ...row, by: by as ActRow['by'] })}
      />
      <MultiSelect
        aria-label={t`Among whom`}
        placeholder={row.among.length === 0 ? t`Everybody in support who is on call` : ''}
        data={people}
        searchable
        value={[...row.among]}
        onChange={(among) => onRow({ ...row, among })}
      />
    </div>
  )
}
