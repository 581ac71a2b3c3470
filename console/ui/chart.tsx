import { lazy, Suspense } from 'react'
import type { ChartProps } from './chart-canvas.tsx'

// What draws is not of the first load: a page is there before its chart.
const ChartCanvas = lazy(async () => ({ default: (await import('./chart-canvas.tsx')).ChartCanvas }))

/** A time chart, in a place of its own size until it is drawn. */
export function Chart(props: ChartProps) {
  return (
    <Suspense fallback={<div style={{ minHeight: props.height }} />}>
      <ChartCanvas {...props} />
    </Suspense>
  )
}
