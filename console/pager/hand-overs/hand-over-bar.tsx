import { type Closing, listOwnHandOvers, writeHandOver } from '@bellwether/contract/pager-hand-overs.ts'
import type { AnswerOf } from '@bellwether/contract/route.ts'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '../../call.query.ts'
import { useWrite } from '../../call.write.ts'
import { Moment } from '../../ui/clock.tsx'
import { plural } from '../../ui/figures.ts'
import { NoticeBar } from '../../ui/notice-bar.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { t } from '../../ui/words.ts'
import { useMay } from '../../use-may.ts'
import styles from './hand-overs.module.css'
import { rollOutWords } from './roll-out-words.ts'

type Own = AnswerOf<typeof listOwnHandOvers>
type Shift = Own['giving'][number]

/** What whoever looks has to hand over soon or was handed, on every screen of theirs; nothing where that is nothing. */
export function HandOverBar() {
  const mayRead = useMay('pager.read')
  const own = useQuery({ ...ask(listOwnHandOvers), enabled: mayRead, refetchInterval: 30_000 }).data
  if (own === undefined || (own.giving.length === 0 && own.taking.length === 0 && own.closing === null)) return null
  return (
    <NoticeBar label={t`Hand-over of shifts`} icon="clock">
      <ul className={styles.bar}>
        {own.closing !== null && <ClosingLine closing={own.closing} />}
        {own.taking.map((shift) => (
          <li key={shift.rota.id}>
            <span>{tx`${<strong>{shift.note.writtenBy?.name ?? t`A program`}</strong>} wrote for you, who have ${shift.rota.name} of ${shift.team.name}.`}</span>
            <Link to="/on-call/hand-over/$rota" params={{ rota: shift.rota.id }}>{t`Read the hand-over`}</Link>
          </li>
        ))}
        {own.giving.map((shift) => (
          <GivingLine key={shift.rota.id} shift={shift} />
        ))}
      </ul>
    </NoticeBar>
  )
}

function GivingLine({ shift: { rota, team, until, next } }: { shift: Shift }) {
  const write = useWrite(writeHandOver, { refreshes: ['/api/pager'] })
  const ends = until === null ? null : <Moment at={until} />
  return (
    <li>
      <span>
        {next === null
          ? tx`Your shift on ${rota.name} of ${team.name} ends ${ends}, and nobody comes after you.`
          : tx`Your shift on ${rota.name} of ${team.name} ends ${ends}. ${next.person.name} comes next, ${(
              <Moment at={next.startsAt} />
            )}.`}
      </span>
      <Link to="/on-call/hand-over/$rota" params={{ rota: rota.id }}>{t`Write the hand-over`}</Link>
      <Button
        size="compact-xs"
        variant="default"
        loading={write.isPending}
        aria-label={t`Nothing to hand over on ${rota.name}`}
        onClick={() => write.mutate({ params: { id: rota.id }, body: { text: '', version: 0 } })}
      >
        {t`Nothing to hand over`}
      </Button>
    </li>
  )
}

function ClosingLine({ closing: { at, nextEyesAt, rollOuts } }: { closing: Closing }) {
  const going = plural(rollOuts.length, 'roll-out is under way', 'roll-outs are under way')
  const from = <Moment at={at} />
  return (
    <li>
      <strong>
        {nextEyesAt === null
          ? tx`${going}, and from ${from} on nobody watches customers, for a fortnight at least:`
          : tx`${going}, and from ${from} until ${<Moment at={nextEyesAt} />} nobody watches customers:`}
      </strong>
      <span>{rollOuts.map(rollOutWords).join('; ')}</span>
    </li>
  )
}
