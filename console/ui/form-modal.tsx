import { Button, Modal, type ModalProps } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import styles from './form-modal.module.css'
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
  const content = useRef<HTMLDivElement>(null)
  if (!opened && isAsking) setAsking(false)
  const noteTyped = ({ target }: FormEvent): void => {
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)
      if (target.matches(isText)) {
        typed.current.add(target)
        last.current = target
      }
  }
  const leave = (): void => {
    const held = content.current?.querySelector<HTMLElement>('[data-held]')
    if (held) return held.focus()
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
    <Modal opened={opened} onClose={leave} {...modal}>
      <div ref={content} onInput={noteTyped}>
        {children}
      </div>
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
