import { type OwnView, pinView } from '@bellwether/contract/desk.ts'
import { Button } from '@mantine/core'
import { useWrite } from '../../call.write.ts'
import { t } from '../../ui/words.ts'
import { sharedWords } from '../shared-words.ts'
import { rowsOf } from './condition-rows.ts'
import { RowWords } from './row-words.tsx'

/** What a view that somebody made asks for, and whose it is. */
export function OwnViewWords({ view }: { view: OwnView }) {
  const pin = useWrite(pinView, { refreshes: ['/api/desk/view'] })
  return (
    <>
      <ConditionWords where={view.where} />. {view.isOwn ? t`Yours` : t`Made by ${view.owner.name}`}
      {sharedWords(view)}.{' '}
      <Button
        size="compact-xs"
        variant="subtle"
        loading={pin.isPending}
        onClick={() => pin.mutate({ params: { id: view.id }, body: { isPinned: !view.isPinned } })}
      >
        {view.isPinned ? t`Take out of the side bar` : t`Keep in the side bar`}
      </Button>
    </>
  )
}

export function ConditionWords({ where }: Pick<OwnView, 'where'>) {
  const rows = rowsOf(where)
  if (rows === null) return t`A condition that a program wrote`
  return (
    <>
      {rows.all.map((row, index) => (
        <span key={index}>
          {index > 0 && `${t`, and`} `}
          <RowWords row={row} />
        </span>
      ))}
      {rows.any.map((row, index) => (
        <span key={index}>
          {index > 0 ? ` ${t`or`} ` : rows.all.length > 0 && `${t`, and`} `}
          <RowWords row={row} />
        </span>
      ))}
    </>
  )
}
