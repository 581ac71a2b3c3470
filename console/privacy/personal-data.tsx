import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Sheet } from '../ui/sheet.tsx'
import { t } from '../ui/words.ts'
import { ErasureList } from './erasure-list.tsx'
import { PersonSummary } from './person-summary.tsx'
import { isAnyRunning, useErasures } from './use-erasures.ts'
import styles from './privacy.module.css'

interface PersonalDataProps {
  /** Of whom; undefined while nobody was asked for. */
  address: string | undefined
  onAddress: (address: string) => void
}

/** What is kept of somebody outside: given to them, or erased for good. */
export function PersonalData({ address, onAddress }: PersonalDataProps) {
  const erasures = useErasures(address)
  return (
    <>
      <Sheet
        title={t`Personal data`}
        about={t`When somebody who wrote to you asks what you keep of them, or to be forgotten.`}
      >
        <AddressForm key={address} address={address} onAddress={onAddress} />
        {address !== undefined &&
          (isAnyRunning(erasures.data) ? (
            <p className={styles.person}>{t`They are being erased: the list below says how far it is.`}</p>
          ) : (
            <PersonSummary key={address} address={address} />
          ))}
      </Sheet>
      <ErasureList erasures={erasures} address={address} />
    </>
  )
}

function AddressForm({ address, onAddress }: PersonalDataProps) {
  const [typed, setTyped] = useState(address ?? '')
  const look = (event: FormEvent) => {
    event.preventDefault()
    if (typed.trim() !== '') onAddress(typed.trim())
  }
  return (
    <form noValidate className={styles.look} onSubmit={look}>
      <TextInput
        type="email"
        label={t`Any e-mail address of theirs`}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {t`Look it up`}
      </Button>
    </form>
  )
}
