import type { Erasure } from '@bellwether/contract/privacy.ts'
import { Moment } from '../ui/clock.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { countOf, plural } from '../ui/figures.ts'
import { Loaded } from '../ui/loaded.tsx'
import { Mark } from '../ui/mark.tsx'
import { MoreButton } from '../ui/more-button.tsx'
import { tx } from '../ui/rich-words.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { t, translated } from '../ui/words.ts'
import type { Erasures } from './use-erasures.ts'
import { erasedWords, stageWords, stepOf } from './erasure-words.ts'
import styles from './privacy.module.css'

/** Erasures with how far each is and what its proof says; with an address those of whoever had it. */
export function ErasureList({ erasures, address }: { erasures: Erasures; address: string | undefined }) {
  return (
    <Sheet
      title={address === undefined ? t`Erasures` : t`Erasures of ${address}`}
      about={t`Whom one was about is forgotten with it: look an address up to see whether it was.`}
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
    return (
      <p>{address === undefined ? t`Nobody has been erased yet.` : t`Nobody with this address has been erased.`}</p>
    )
  return (
    <DataTable<Erasure>
      label={t`Erasures`}
      isStackedWhenNarrow
      rows={erasures}
      keyOf={({ id }) => id}
      columns={[
        { head: t`Asked`, cell: ({ askedAt }) => <Moment at={askedAt} /> },
        { head: t`By`, cell: ({ askedBy }) => askedBy },
        { head: t`How far`, cell: (erasure) => <HowFar erasure={erasure} /> },
        { head: t`Emptied`, cell: (erasure) => erasedWords(erasure) ?? t`nothing was there` },
        { head: t`Proof`, cell: (erasure) => <Proof erasure={erasure} /> },
      ]}
    />
  )
}

function HowFar({ erasure: { stage, trouble, finishedAt } }: { erasure: Erasure }) {
  if (finishedAt !== null) return tx`finished ${<Moment at={finishedAt} />}`
  return (
    <span className={styles.far}>
      <Mark tone={trouble === null ? 'accent' : 'warn'} isSentence>
        {stepOf(stage)}: {stageWords[stage]}
      </Mark>
      {trouble === null
        ? stage === 'files' && t`Files wait ten minutes, lest somebody else has just sent the same.`
        : translated(trouble)}
    </span>
  )
}

function Proof({ erasure: { proof } }: { erasure: Erasure }) {
  if (proof === null) return t`comes at the end`
  const searched = t`${countOf(proof.tables)} tables searched${proof.isEvidenceSearched ? '' : t`; there is no evidence engine`}`
  const perhaps = proof.perhaps.length > 0 && (
    <span>{t`Within something longer, maybe of others, in ${named(proof.perhaps)}.`}</span>
  )
  if (proof.left.length === 0)
    return (
      <span className={styles.far}>
        <Mark tone="good" icon="check">
          {t`none of their addresses is left`}
        </Mark>
        {searched}
        {perhaps}
      </span>
    )
  return (
    <span className={styles.far}>
      <Mark tone="danger" icon="warning" isSentence>
        {t`still in ${named(proof.left)}`}
      </Mark>
      {t`${searched}. Erase the address again.`}
      {perhaps}
    </span>
  )
}

const named = (places: NonNullable<Erasure['proof']>['left']): string =>
  places.map(({ table, rows }) => `${table} (${plural(rows, 'row')})`).join(', ')
