import { getHandOver, type HandOver, type HandOverNote } from '@bellwether/contract/pager-hand-overs.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ask } from '../../call.query.ts'
import { Ago, Moment, useZone } from '../../ui/clock.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Mark } from '../../ui/mark.tsx'
import { PageFrame } from '../../ui/page-frame.tsx'
import { tx } from '../../ui/rich-words.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import { MaintenanceNotes } from '../maintenance/maintenance-notes.tsx'
import { useMe } from '../use-me.ts'
import styles from './hand-overs.module.css'
import { Note } from './note-form.tsx'
import { rollOutWords } from './roll-out-words.ts'
import { StandingPages } from './standing-pages.tsx'

interface HandOverViewProps {
  rotaId: string
  /** What other modules have open for a team, by its slug. */
  open: (team: { slug: string; name: string }) => ReactNode
}

/** One shift from one person to the next: the note, and what is open, as it stands now. */
export function HandOverView({ rotaId, open }: HandOverViewProps) {
  const me = useMe()
  const found = useQuery({ ...ask(getHandOver, { params: { id: rotaId } }), refetchInterval: 30_000 })
  const rota = found.data?.rota.name
  return (
    <PageFrame
      title={rota === undefined ? t`Hand-over` : t`Hand-over: ${rota}`}
      about={found.data && <Standing handOver={found.data} />}
      actions={<Link to="/on-call">{t`On call`}</Link>}
    >
      <Loaded query={found} rows={6}>
        {(handOver) => (
          <>
            <Sheet title={t`The note`}>{me !== undefined && <Note key={me} handOver={handOver} me={me} />}</Sheet>
            <RollOuts handOver={handOver} />
            <MaintenanceNotes />
            <StandingPages team={handOver.team} />
            {open(handOver.team)}
            <Earlier notes={handOver.earlier} />
          </>
        )}
      </Loaded>
    </PageFrame>
  )
}

function Standing({ handOver: { team, onCall, until, next } }: { handOver: HandOver }) {
  const zone = useZone()
  const name = <strong>{onCall?.name ?? t`Nobody`}</strong>
  const ends = until === null ? null : <Moment at={until} />
  const has = ends === null ? tx`${team.name}: ${name} has it` : tx`${team.name}: ${name} has it until ${ends}`
  const isGap = next !== null && onCall !== null && next.startsAt !== until
  return (
    <>
      {has}
      {next !== null && (
        <> · {tx`${<strong>{next.person.name}</strong>} comes next, ${<Moment at={next.startsAt} />}`}</>
      )}{' '}
      ({zone}){' '}
      {(isGap || (next === null && until !== null)) && <Mark tone="warn" isSentence>{t`nobody in between`}</Mark>}
    </>
  )
}

function RollOuts({ handOver: { rollOuts } }: { handOver: HandOver }) {
  if (rollOuts.length === 0) return null
  return (
    <Sheet
      title={t`Roll-outs under way`}
      about={t`The newest deploy of each service that has not reached about as many hosts as those before it, or moved within half an hour.`}
      tone="warn"
    >
      <ul className={styles.lines} aria-label={t`Roll-outs under way`}>
        {rollOuts.map((one) => (
          <li key={one.deployId}>
            {rollOutWords(one)} · {tx`begun ${<Ago at={one.startedAt} />}`}
            {one.lastHostAt !== null && <> · {tx`last host ${<Ago at={one.lastHostAt} />}`}</>}
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

function Earlier({ notes }: { notes: readonly HandOverNote[] }) {
  if (notes.length === 0) return null
  return (
    <Sheet title={t`Earlier notes`}>
      <ul className={styles.notes} aria-label={t`Earlier notes`}>
        {notes.map(({ id, text, writtenBy, writtenAt, takenBy, takenAt }) => (
          <li key={id}>
            <p className={styles.said}>
              {tx`${writtenBy?.name ?? t`A program`}, ${<Moment at={writtenAt} />}`}
              {takenAt !== null && <> · {tx`taken over by ${takenBy?.name ?? ''}, ${<Moment at={takenAt} />}`}</>}
            </p>
            <p className={styles.text}>{text === '' ? t`Nothing to hand over.` : text}</p>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
