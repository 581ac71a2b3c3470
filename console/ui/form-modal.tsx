import { Button, Modal, type ModalProps } from '@mantine/core'
import { type FormEvent, useCallback, useRef, useState } from 'react'
import styles from './form-modal.module.css'
import { HeldOpen } from './held-open.ts'
import { t } from './words.ts'

const isText = 'textarea, input:not([type=checkbox], [type=radio], [type=search], [type=file], [aria-haspopup])'

type Field = HTMLInputElement | HTMLTextAreaElement

/** It may be gone by now: what it held was saved. */
const holdsText = (field: Field): boolean => field.isConnected && field.value.trim() !== ''

/**
 * A dialog in which somebody writes: a key or a click beside it throws nothing away that they typed, but asks. What a
 * button of its form calls closes it at once. A dialog that keeps what is typed until the next time needs none of this.
 * What it shows this one time goes by its own button alone.
 */
export function FormModal({ opened, onClose, children, ...modal }: ModalProps) {
  const typed = useRef(new Set<Field>())
  const last = useRef<Field>(null)
  const [isAsking, setAsking] = useState(false)
  const { isHeld, isTold, hold, tell } = useHold()
  if (!opened && isAsking) setAsking(false)
  const noteTyped = ({ target }: FormEvent): void => {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
      if (target.matches(isText)) {
        typed.current.add(target)
        last.current = target
      }
  }
  const leave = (): void => {
    if (isHeld) return tell()
    // Whoever presses Escape once more goes on writing: nothing is lost by a key that is held.
    if (![...typed.current].some(holdsText)) return onClose()
    if (isAsking) return goOn()
    setAsking(true)
  }
  const goOn = (): void => {
    setAsking(false)
    last.current?.focus()
  }
  return (
    <Modal opened={opened} onClose={leave} withCloseButton={!isHeld} {...modal}>
      <HeldOpen value={hold}>
        <div onInput={noteTyped}>{children}</div>
      </HeldOpen>
      {isTold && (
        <p role="alert" className={styles.asking}>
          <strong>{t`It is not shown again. Keep it first: “I have kept it” goes on.`}</strong>
        </p>
      )}
      {isAsking && (
        <div role="alertdialog" aria-label={t`Throw away what you wrote?`} className={styles.asking}>
          <strong>{t`Throw away what you wrote?`}</strong>
          <Button size="xs" variant="default" autoFocus onClick={goOn}>
            {t`Go on writing`}
          </Button>
          <Button size="xs" color="red.9" onClick={onClose}>
            {t`Throw away`}
          </Button>
        </div>
      )}
    </Modal>
  )
}

/** Whether something in the dialog is shown this one time, and whether somebody was told so who would have closed it. */
function useHold() {
  const [isHeld, setHeld] = useState(false)
  const [isTold, setTold] = useState(false)
  const hold = useCallback(() => {
    setHeld(true)
    return () => {
      setHeld(false)
      setTold(false)
    }
  }, [])
  return { isHeld, isTold, hold, tell: () => setTold(true) }
}
