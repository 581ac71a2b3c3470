import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useRef, type RefObject } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { optionsOf, type ChartShape } from './chart.options.ts'
import { useZone } from './clock.tsx'
import styles from './chart.module.css'

interface ChartProps extends ChartShape {
  /** Says in words what the chart shows. */
  label: string
  /** Seconds since 1970, ascending. */
  times: readonly number[]
  values: readonly (readonly (number | null)[])[]
  /** Called with a span chosen by dragging, in milliseconds. */
  onSpan?: ((fromMs: number, toMs: number) => void) | undefined
}

/** A time chart. It is drawn again when the colours change, because a canvas does not follow them. */
export function Chart(props: ChartProps) {
  const { label, times, values, onSpan, height } = props
  const host = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('light')
  const zone = useZone()
  const shape = useRef(props)
  shape.current = props
  const drawn = JSON.stringify([times.length, times[0], times.at(-1), values, props.marks, props.series])

  useEffect(() => {
    const element = host.current
    if (element === null) return undefined
    const chosen = (from: number, to: number): void => onSpan?.(from * 1000, to * 1000)
    const options = optionsOf(shape.current, { zone, element, onSpan: onSpan === undefined ? undefined : chosen })
    const plot = new uPlot(options, [shape.current.times, ...shape.current.values] as uPlot.AlignedData, element)
    return followWidth(element, plot, height)
  }, [drawn, scheme, zone, height, onSpan])

  return <ChartHost host={host} label={label} height={height} isEmpty={times.length === 0} />
}

function followWidth(element: HTMLElement, plot: uPlot, height: number): () => void {
  const observer = new ResizeObserver(() => plot.setSize({ width: Math.max(element.clientWidth, 120), height }))
  observer.observe(element)
  return () => {
    observer.disconnect()
    plot.destroy()
  }
}

interface ChartHostProps {
  host: RefObject<HTMLDivElement | null>
  label: string
  height: number
  isEmpty: boolean
}

function ChartHost({ host, label, height, isEmpty }: ChartHostProps) {
  return (
    <div className={styles.frame} style={{ minHeight: height }}>
      <div ref={host} role="img" aria-label={label} className={styles.host} />
      {isEmpty && <p className={styles.empty}>Nothing in this time.</p>}
    </div>
  )
}
