import { listTokens, revokeToken } from '@bellwether/contract/people.ts'
import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { askPages } from '../call.query.ts'
import { useWrite } from '../call.write.ts'
import { Ago, Moment } from '../ui/clock.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loaded } from '../ui/loaded.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { tx } from '../ui/rich-words.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { NewTokenDialog } from './new-token-dialog.tsx'
import { RightsList } from './rights-list.tsx'

interface TokenRef {
  id: string
  name: string
}

export function TokenList() {
  const tokens = useInfiniteQuery(askPages(listTokens, {}))
  const rows = tokens.data?.pages.flatMap((page) => page.items)
  const [leaving, setLeaving] = useState<TokenRef | null>(null)
  const revoke = useWrite(revokeToken, {
    refreshes: ['/api/people/tokens'],
    showsProblem: true,
    onDone: () => setLeaving(null),
  })
  return (
    <Sheet
      title={t`Tokens`}
      about={t`Programs that send events, deploys or tickets use a token.`}
      side={<NewTokenDialog />}
    >
      <Loaded query={{ ...tokens, data: rows }}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState icon="key" title={t`No token yet`}>
              {tx`Make one for each program, with only the permissions it needs. To send evidence it needs ${<code>evidence.write</code>}.`}
            </EmptyState>
          ) : (
            <DataTable
              label={t`Tokens`}
              isStackedWhenNarrow
              rows={items}
              keyOf={(token) => token.id}
              columns={[
                { head: t`Program`, cell: (token) => <strong style={{ fontWeight: 540 }}>{token.name}</strong> },
                {
                  head: t`May`,
                  cell: (token) => <RightsList of={token.name} permissions={token.permissions} />,
                },
                { head: t`Made`, cell: (token) => <Moment at={token.createdAt} as="day" /> },
                { head: t`By`, cell: (token) => token.createdBy?.name ?? t`the command line` },
                { head: t`Acts for`, cell: (token) => token.onBehalfOf?.name ?? t`itself` },
                {
                  head: t`Last used`,
                  cell: (token) => (token.lastUsedAt === null ? t`never` : <Ago at={token.lastUsedAt} isReal />),
                },
                {
                  head: t`Revoke`,
                  cell: (token) => (
                    <Button
                      size="compact-xs"
                      variant="default"
                      onClick={() => setLeaving(token)}
                      aria-label={t`Revoke ${token.name}`}
                    >
                      {t`Revoke`}
                    </Button>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      <MoreButton query={tokens} />
      <ConfirmDialog
        isOpen={leaving !== null}
        title={t`Revoke ${leaving?.name ?? t`the token`}?`}
        confirm={t`Revoke`}
        isDangerous
        isBusy={revoke.isPending}
        error={revoke.error}
        onConfirm={() => leaving !== null && revoke.mutate({ params: { id: leaving.id } })}
        onClose={() => setLeaving(null)}
      >
        {t`Programs that use it are refused from now on. This cannot be taken back; make a new one instead.`}
      </ConfirmDialog>
    </Sheet>
  )
}
