import { useMemo, useState } from 'react'
import { t } from '../../ui/words.ts'
import { ExchangeList } from './exchange-list.tsx'
import styles from './exchange-list.module.css'
import { partsOfText } from './read-curl.ts'

interface TextPartsProps {
  text: string
  className?: string | undefined
}

/** The words as they are, and between them what curl printed. */
export function TextParts({ text, className }: TextPartsProps) {
  const parts = useMemo(() => partsOfText(text), [text])
  const [isPlain, setPlain] = useState(false)
  if (isPlain || !parts.some((part) => 'exchanges' in part))
    return (
      <>
        <p dir="auto" className={className}>
          {text}
        </p>
        {isPlain && <Switch onClick={() => setPlain(false)}>{t`Show as requests`}</Switch>}
      </>
    )
  return (
    <>
      {parts.map((part, index) =>
        'exchanges' in part ? (
          <ExchangeList key={index} exchanges={part.exchanges} />
        ) : (
          <p key={index} dir="auto" className={className}>
            {part.text}
          </p>
        ),
      )}
      <Switch onClick={() => setPlain(true)}>{t`Show what curl printed`}</Switch>
    </>
  )
}

const Switch = ({ onClick, children }: { onClick: () => void; children: string }) => (
  <button type="button" className={styles.secret} style={{ fontSize: 12 }} onClick={onClick}>
    {children}
  </button>
)
