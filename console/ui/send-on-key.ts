import type { KeyboardEvent } from 'react'

/** Whether a press is the one that sends, wherever something is written. */
export const isSendKey = ({ key, ctrlKey, metaKey, nativeEvent }: KeyboardEvent): boolean =>
  key === 'Enter' && (ctrlKey || metaKey) && !nativeEvent.isComposing

/** Sends a form by the key by which the composer sends. */
export function sendOnKey(event: KeyboardEvent<HTMLFormElement>): void {
  if (!isSendKey(event)) return
  event.preventDefault()
  event.currentTarget.requestSubmit()
}
