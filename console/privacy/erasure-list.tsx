import type { Erasure } from '@bellwether/contract/privacy.ts'
import { Moment } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { countOf, plural } from '../ui/figures.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Mark } from '../ui/mark.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import type { Erasures } from './use-erasures.ts'
import { erasedWords, stageWords, stepOf } from './erasure-words.ts'
import styles from './privacy.module.css'

/** Erasures with how far each is and what its proof says; with an address those of whoever had it. */
export function ErasureList({ erasures, address }: { erasures: Erasures; address: string | undefined }) {
  return (
    <Sheet
      title={address === undefined ? 'Erasures' : `Erasures of ${address}`}
      about="Whom one was about is forgotten with it: look an address up to see whether it was."
    >
      <Loaded query={erasures} rows={2}>
        {(data) => <Rows erasures={data.pages.flatMap(({ items }) => items)} address={address} />}
      </Loaded>
      <MoreButton query={erasures} />
    </Sheet>
  )
}

function Rows({ erasures, address }: { erasures: readonly Erasure[]; address: string | undefined }) {
  if (erasures.length === 0)
    return <p>{address === undefined ? 'Nobody has been erased yet.' : 'Nobody with this address has been erased.'}</p>
  return (
    <DataTable<Erasure>
      label="Erasures"
      isStackedWhenNarrow
      rows={erasures}
      keyOf={({ id }) => id}
      columns={[
        { head: 'Asked', cell: ({ askedAt }) => <Moment at={askedAt} /> },
        { head: 'By', cell: ({ askedBy }) => askedBy },
        { head: 'How far', cell: (erasure) => <HowFar erasure={erasure} /> },
        { head: 'Emptied', cell: (erasure) => erasedWords(erasure) ?? 'nothing was there' },
        { head: 'Proof', cell: (erasure) => <Proof erasure={erasure} /> },
      ]}
    />
  )
}

function HowFar({ erasure: { stage, trouble, finishedAt } }: { erasure: Erasure }) {
  if (finishedAt !== null)
    return (
      <>
        finished <Moment at={finishedAt} />
      </>
    )
  return (
    <span className={styles.far}>
      <Mark tone={trouble === null ? 'accent' : 'warn'} isSentence>
        {stepOf(stage)}: {stageWords[stage]}
      </Mark>
      {trouble ?? (stage === 'files' && 'Files wait ten minutes, lest somebody else has just sent the same.')}
    </span>
  )
}

function Proof({ erasure: { proof } }: { erasure: Erasure }) {
  if (proof === null) return 'comes at the end'
  const searched = `${countOf(proof.tables)} tables searched${proof.isEvidenceSearched ? '' : '; there is no evidence engine'}`
  const perhaps = proof.perhaps.length > 0 && (
    <span>Within something longer, maybe of others, in {named(proof.perhaps)}.</span>
  )
  if (proof.left.length === 0)
    return (
      <span className={styles.far}>
        <Mark tone="good" icon="check">
          none of their addresses is left
        </Mark>
        {searched}
        {perhaps}
      </span>
    )
  return (
    <span className={styles.far}>
      <Mark tone="danger" icon="warning" isSentence>
        still in {named(proof.left)}
      </Mark>
      {searched}. Erase the address again.
      {perhaps}
    </span>
  )
}

const named = (places: NonNullable<Erasure['proof']>['left']): string =>
  places.map(({ table, rows }) => `${table} (${plural(rows, 'row')})`).join(', ')
