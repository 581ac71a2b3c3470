/** As a `ref`: what appears within a page or an open dialog has the focus. The same function each time, so that it takes it once. */
export const takeFocus = (element: HTMLElement | null): void => element?.focus({ preventScroll: true })
