import { declineSwap, listSwaps, type Swap, withdrawSwap } from '@bellwether/contract/pager.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { useZone } from '../../ui/clock.tsx'
import { dayOf, minuteOf } from '../../ui/instants.ts'
import { Mark } from '../../ui/mark.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { useMe } from '../use-me.ts'
import { ShiftSpan } from './shift-span.tsx'
import { TakeDialog } from './take-dialog.tsx'
import styles from './swaps.module.css'

const shownMax = 100

function useOpenSwaps(): readonly Swap[] | undefined {
  const query = { state: 'open' as const, limit: shownMax }
  return useQuery({ ...ask(listSwaps, { query }), refetchInterval: 30_000 }).data?.items
}

/** For which shifts somebody asks for cover; nothing where nobody does. */
export function OpenSwaps() {
  const swaps = useOpenSwaps() ?? []
  if (swaps.length === 0) return null
  return (
    <Sheet title={t`Cover is asked for`}>
      <ul className={styles.swaps} aria-label={t`Cover is asked for`}>
        {swaps.map((swap) => (
          <SwapRow key={swap.id} swap={swap} />
        ))}
      </ul>
    </Sheet>
  )
}

/** How cover is asked for, where nobody asks. */
export function NoSwaps() {
  if (useOpenSwaps()?.length !== 0) return null
  return (
    <Sheet title={t`Cover`}>
      <p className={styles.hint}>
        {t`Nobody asks for cover. Choose a shift of yours in a calendar above and ask: everybody on the rota and its team sees it here, and who is on changes once somebody takes it.`}
      </p>
    </Sheet>
  )
}

function SwapRow({ swap }: { swap: Swap }) {
  const { id, person, note, inReturn, isTheirs, may } = swap
  const zone = useZone()
  const [isTaking, setTaking] = useState(false)
  const decline = useWrite(declineSwap, { refreshes: ['/api/pager'], notice: t`Declined: ${person.name} reads of it.` })
  const withdraw = useWrite(withdrawSwap, {
    refreshes: ['/api/pager'],
    notice: t`Withdrawn: it stays with ${person.name}.`,
  })
  // Of several with the same button each says which it is.
  const which = t`${person.name}, ${dayOf(swap.startsAt, zone)} ${minuteOf(swap.startsAt, zone)}`
  const act = { size: 'compact-sm', variant: 'default' } as const
  return (
    <li>
      <span className={styles.words}>
        <Asked swap={swap} />
        {inReturn !== null && <> · {tx`in return for ${<ShiftSpan {...inReturn} />}`}</>}
        {note !== '' && ` · ${note}`}{' '}
        {!isTheirs && <Mark tone="warn" isSentence>{t`it moved since: nobody can take it any more`}</Mark>}
      </span>
      <span className={styles.acts}>
        {may.take && (
          <Button size="compact-sm" aria-label={t`Take it: ${which}`} onClick={() => setTaking(true)}>
            {t`Take it`}
          </Button>
        )}
        {may.decline && (
          <Button
            {...act}
            aria-label={t`Decline: ${which}`}
            loading={decline.isPending}
            onClick={() => decline.mutate({ params: { id } })}
          >
            {t`Decline`}
          </Button>
        )}
        {may.withdraw && (
          <Button
            {...act}
            aria-label={t`Withdraw: ${which}`}
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ params: { id } })}
          >
            {t`Withdraw`}
          </Button>
        )}
      </span>
      <TakeDialog swap={swap} isOpen={isTaking} onClose={() => setTaking(false)} />
    </li>
  )
}

/** "Bo asks for cover on Days: Sat 17 Jan 09:00 – ...": of everybody, of somebody, or of whoever looks. */
function Asked({ swap: { person, to, rota, ...span } }: { swap: Swap }) {
  const me = useMe()
  const [name, when] = [<strong key="name">{person.name}</strong>, <ShiftSpan key="when" {...span} />]
  if (to === null) return tx`${name} asks for cover on ${rota.name}: ${when}`
  if (to.id === me) return tx`${name} asks you for cover on ${rota.name}: ${when}`
  return tx`${name} asks ${to.name} for cover on ${rota.name}: ${when}`
}
