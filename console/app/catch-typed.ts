const patienceMs = 3000

/**
 * Catches what somebody types from when they ask for a field until it is there: on the page behind it each key would be a
 * command. What it returns ends it, and gives what was typed, once. Escape ends it, and so does a field that never comes.
 */
export function catchTyped(): () => string {
  let text = ''
  const end = (): string => {
    removeEventListener('keydown', onKey, { capture: true })
    clearTimeout(timer)
    const typed = text
    text = ''
    return typed
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') return void end()
    if (event.ctrlKey || event.metaKey || event.key === 'Tab') return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (event.key === 'Backspace') text = text.slice(0, -1)
    if (event.key.length === 1) text += event.key
  }
  const timer = setTimeout(end, patienceMs)
  addEventListener('keydown', onKey, { capture: true })
  return end
}
