import { useEffect, useRef, useState } from 'react'
import { plural } from './figures.ts'
import { Icon } from './icon.tsx'
import styles from './notice-bar.module.css'

const labelsIn = (bars: HTMLElement): string[] =>
  [...bars.children].flatMap((bar) => (bar instanceof HTMLElement && bar.matches('aside') ? (bar.ariaLabel ?? []) : []))

/**
 * On a phone the bars beside this are one line with their count, which opens them. It comes later than they do, so that
 * nothing waits for it: it looks at what is there.
 */
export function NoticeFold() {
  const line = useRef<HTMLDivElement>(null)
  const [labels, setLabels] = useState<readonly string[]>([])
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const bars = line.current?.parentElement
    if (!bars) return undefined
    const look = (): void => setLabels(labelsIn(bars))
    look()
    const watcher = new MutationObserver(look)
    watcher.observe(bars, { childList: true })
    return () => watcher.disconnect()
  }, [])
  useEffect(() => void line.current?.parentElement?.toggleAttribute('data-open', isOpen), [isOpen])
  return (
    <div role="status" data-fold className={styles.fold} ref={line}>
      {labels.length > 0 && (
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <Icon name="warning" size={14} />
          <span>
            {plural(labels.length, 'notice')}: {labels.join(', ')}
          </span>
          <Icon name="chevron" size={12} />
        </button>
      )}
    </div>
  )
}
