import { keyCapsOf } from './commands.ts'
import styles from './key-caps.module.css'

const isApple = /Mac|iP(hone|ad)/.test(globalThis.navigator?.userAgent ?? '')

export function KeyCaps({ keys }: { keys: string }) {
  return (
    <span className={styles.caps}>
      {keyCapsOf(keys, isApple).map((cap) => (
        <kbd key={cap} className={styles.cap}>
          {cap}
        </kbd>
      ))}
    </span>
  )
}
