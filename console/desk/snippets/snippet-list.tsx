import { deleteSnippet, listSnippets, type Snippet } from '@bellwether/contract/desk.ts'
import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeyCaps } from '../../ui/key-caps.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { OnceOpened } from '../../ui/once-opened.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { sharedWords } from '../shared-words.ts'
import { beginningOf } from '../written/beginning-of.ts'
import { SnippetDialog } from './snippet-dialog.tsx'

/** The texts that are kept for replies and notes. */
export function SnippetList({ canEdit }: { canEdit: boolean }) {
  const snippets = useQuery(ask(listSnippets))
  const [isMaking, setMaking] = useState(false)
  const close = (): void => setMaking(false)
  return (
    <Sheet
      title={t`Snippets`}
      about={t`Texts that are written again and again. In a reply or a note a semicolon and some letters of the name offer them, and what is known of the ticket is filled in.`}
      side={
        canEdit && (
          <Button size="xs" variant="default" onClick={() => setMaking(true)}>
            {t`New snippet`}
          </Button>
        )
      }
    >
      <Loaded query={snippets} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="note" title={t`No snippets yet`} isCompact>
              {tx`How to purge a cache, which logs to send, a greeting: make one here, for yourself or for others, and write ${<KeyCaps keys=";" />} where it belongs.`}
            </EmptyState>
          ) : (
            <DataTable<Snippet>
              label={t`Snippets`}
              isStackedWhenNarrow
              rows={items}
              keyOf={({ id }) => id}
              columns={[
                { head: t`Name`, cell: ({ name }) => <strong style={{ fontWeight: 540 }}>{name}</strong> },
                { head: t`Text`, cell: ({ text }) => beginningOf(text, lettersShown) },
                { head: t`Whose`, cell: whose },
                ...(canEdit ? [{ head: t`Change`, cell: (one: Snippet) => <SnippetActions snippet={one} /> }] : []),
              ]}
            />
          )
        }
      </Loaded>
      <OnceOpened isOpen={isMaking}>
        <SnippetDialog snippet={null} isOpen={isMaking} onClose={close} />
      </OnceOpened>
    </Sheet>
  )
}

const lettersShown = 120

const whose = (one: Snippet): string => `${one.isOwn ? t`Yours` : one.owner.name}${sharedWords(one)}`

function SnippetActions({ snippet }: { snippet: Snippet }) {
  const [open, setOpen] = useState<'change' | 'delete' | null>(null)
  const close = (): void => setOpen(null)
  const remove = useWrite(deleteSnippet, { refreshes: ['/api/desk/snippets'], onDone: close, showsProblem: true })
  if (!snippet.mayChange) return null
  const users = snippet.isForEverybody || snippet.teams.length > 0 ? ` ${t`Whoever uses it loses it, too.`}` : ''
  return (
    <Group gap={6}>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t`Change ${snippet.name}`}
        onClick={() => setOpen('change')}
      >
        {t`Change…`}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t`Delete ${snippet.name}`}
        onClick={() => setOpen('delete')}
      >
        {t`Delete…`}
      </Button>
      <OnceOpened isOpen={open === 'change'}>
        <SnippetDialog snippet={snippet} isOpen={open === 'change'} onClose={close} />
      </OnceOpened>
      <ConfirmDialog
        isOpen={open === 'delete'}
        title={t`Delete the snippet “${snippet.name}”?`}
        confirm={t`Delete`}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { id: snippet.id } })}
        onClose={close}
      >
        {t`What was written with it stays.${users}`}
      </ConfirmDialog>
    </Group>
  )
}
