import { type PointerEvent, useState } from 'react'
import type { Span } from './override-form.tsx'
import { hourAt, type Week } from './weeks.ts'

const dragPixels = 8

/** A span that is dragged over with the mouse; a touch scrolls the page. */
export function useDrag(week: Week, onChoose: ((span: Span) => void) | undefined) {
  const [drag, setDrag] = useState<{ fromPart: number; toPart: number; fromX: number }>()
  const partOf = ({ clientX, currentTarget }: PointerEvent<HTMLElement>): number => {
    const { left, width } = currentTarget.getBoundingClientRect()
    return (clientX - left) / width
  }
  if (onChoose === undefined) return { handlers: {}, shown: undefined }
  const isWide = drag !== undefined && drag.fromX < 0
  const [low, high] =
    drag === undefined ? [0, 0] : [Math.min(drag.fromPart, drag.toPart), Math.max(drag.fromPart, drag.toPart)]
  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || event.pointerType === 'touch') return
      const part = partOf(event)
      setDrag({ fromPart: part, toPart: part, fromX: event.clientX })
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (drag === undefined) return
      if (!isWide && Math.abs(event.clientX - drag.fromX) < dragPixels) return
      event.currentTarget.setPointerCapture(event.pointerId)
      // From here on it is no click.
      setDrag({ ...drag, fromX: -1, toPart: partOf(event) })
    },
    onPointerUp: () => {
      setDrag(undefined)
      const [from, to] = [hourAt(week, low), hourAt(week, high)]
      if (isWide && from < to) onChoose({ startsAt: new Date(from).toISOString(), endsAt: new Date(to).toISOString() })
    },
    onPointerCancel: () => setDrag(undefined),
  }
  return { handlers, shown: isWide ? { left: 100 * low, width: 100 * (high - low) } : undefined }
}
