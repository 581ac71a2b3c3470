import type { Snippet, Ticket } from '@bellwether/contract/desk.ts'
import { ActionIcon, Menu, TextInput } from '@mantine/core'
import { type RefObject, useRef, useState } from 'react'
import { Icon } from '../../ui/icon.tsx'
import { takeFocus } from '../../ui/take-focus.ts'
import { t } from '../../ui/words.ts'
import { changeField, selectedIn } from '../written/change-field.ts'
import { withoutMarks } from '../written/without-marks.ts'
import { snippetsFor } from './begun-snippet.rules.ts'
import styles from './add-snippet.module.css'
import { useSnippetTexts } from './use-snippets.tsx'

interface AddSnippetProps {
  ticket: Ticket
  field: RefObject<HTMLTextAreaElement | null>
}

/** All snippets, to be searched and chosen; the key offers them while somebody writes. */
export function AddSnippet({ ticket, field }: AddSnippetProps) {
  const [search, setSearch] = useState('')
  const at = useRef({ from: 0, to: 0 })
  const { snippets, put } = useSnippetTexts(ticket)
  const found = snippetsFor(search.trim(), snippets)
  const insert = (one: Snippet): void => {
    if (field.current === null) return
    const { words, selects } = put(one)
    const [from, to] = [at.current.from + selects[0], at.current.from + selects[1]]
    changeField(field.current, { ...at.current, words, selects: [from, to] })
  }
  return (
    <Menu
      position="top-start"
      returnFocus={false}
      // The tools of the composer are there while the focus is within it.
      withinPortal={false}
      trapFocus={false}
      onOpen={() => {
        setSearch('')
        if (field.current !== null) at.current = selectedIn(field.current)
      }}
      onExitTransitionEnd={() => field.current?.focus()}
    >
      <Menu.Target>
        <ActionIcon
          size={30}
          variant="default"
          aria-label={t`Insert a snippet`}
          title={t`Insert a snippet; or write ; and its name`}
        >
          <Icon name="snippet" size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={styles.menu}>
        <TextInput
          ref={takeFocus}
          aria-label={t`Find a snippet`}
          placeholder={t`Find a snippet`}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <div className={styles.list}>
          {found.map((one) => (
            <Menu.Item key={one.id} onClick={() => insert(one)}>
              <span className={styles.name}>{one.name}</span>
              <span className={styles.text}>{withoutMarks(one.text)}</span>
            </Menu.Item>
          ))}
          {found.length === 0 && (
            <p className={styles.none}>
              {snippets.length === 0 ? t`There are none yet: Settings, Snippets makes them.` : t`No snippet fits.`}
            </p>
          )}
        </div>
      </Menu.Dropdown>
    </Menu>
  )
}
