import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useEffectEvent, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { optionsOf, type ChartShape } from './chart.options.ts'
import { useZone } from './clock.tsx'
import { t } from './words.ts'
import styles from './chart.module.css'

export interface ChartProps extends ChartShape {
  /** Says in words what the chart shows. */
  label: string
  /** Seconds since 1970, ascending. */
  times: readonly number[]
  values: readonly (readonly (number | null)[])[]
  /** Called with a span chosen by dragging. */
  onSpan?: ((from: string, to: string) => void) | undefined
}

const instantOf = (seconds: number): string => new Date(seconds * 1000).toISOString()

/** A time chart. It is drawn again when the colours change, because a canvas does not follow them. */
export function ChartCanvas(props: ChartProps) {
  const { label, times, values, marks, unsure, series, onSpan, height } = props
  const host = useRef<HTMLDivElement>(null)
  const scheme = useComputedColorScheme('light')
  const zone = useZone()
  const chosen = useEffectEvent((from: number, to: number) => onSpan?.(instantOf(from), instantOf(to)))
  const draw = useEffectEvent((element: HTMLElement) => {
    const options = optionsOf(props, {
      zone: props.days ? 'UTC' : zone,
      element,
      onSpan: onSpan === undefined ? undefined : (from, to) => chosen(from, to),
    })
    return new uPlot(options, [times, ...values] as uPlot.AlignedData, element)
  })
  const drawn = JSON.stringify([times, values, marks, unsure, series, scheme, zone, height])

  useEffect(() => {
    const element = host.current
    if (element === null || drawn === '') return undefined
    return followWidth(element, draw(element))
  }, [drawn])

  return (
    <div className={styles.frame} style={{ minHeight: height }}>
      <div ref={host} dir="ltr" role="img" aria-label={label} className={styles.host} />
      {times.length === 0 && <p className={styles.empty}>{t`Nothing in this time.`}</p>}
    </div>
  )
}

function followWidth(element: HTMLElement, plot: uPlot): () => void {
  const { height } = plot
  const observer = new ResizeObserver(() => plot.setSize({ width: Math.max(element.clientWidth, 120), height }))
  observer.observe(element)
  return () => {
    observer.disconnect()
    plot.destroy()
  }
}
