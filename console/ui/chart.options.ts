import uPlot from 'uplot'
import { shortCountOf } from './figures.ts'
import { dayOf, minuteOf, secondOf } from './instants.ts'
import type { UnsureSpan } from './unsure-steps.ts'

export interface ChartSeries {
  label: string
  kind: 'area' | 'bars' | 'steps' | 'line'
  /** Name of a colour token, e.g. `--chart-error`. */
  color: string
  fill?: string
  scale: 'left' | 'right'
}

export interface ChartMark {
  atSeconds: number
  label: string
}

export type DayAxis = Pick<uPlot.Axis, 'splits' | 'values'>

export interface ChartShape {
  height: number
  series: readonly ChartSeries[]
  marks?: readonly ChartMark[] | undefined
  unsure?: readonly UnsureSpan[] | undefined
  /** The right axis is a share from 0 to 1. */
  rightIsShare?: boolean | undefined
  /** Each time is a day, in UTC: how they are marked. */
  days?: DayAxis | undefined
}

interface Surroundings {
  zone: string
  element: HTMLElement
  onSpan: ((from: number, to: number) => void) | undefined
}

const font = "11px 'Inter Variable', system-ui, sans-serif"

export function optionsOf(shape: ChartShape, around: Surroundings): uPlot.Options {
  const token = (name: string): string => getComputedStyle(around.element).getPropertyValue(name).trim()
  const hasRight = shape.series.some((series) => series.scale === 'right')
  return {
    width: Math.max(around.element.clientWidth, 120),
    height: shape.height,
    padding: [topPaddingOf(shape), hasRight ? 0 : 12, 0, 0],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), around.zone),
    legend: { show: false },
    cursor: { y: false, points: { size: 6 }, drag: { x: around.onSpan !== undefined, y: false, setScale: false } },
    scales: {
      x: shape.days ? { time: true, range: withRoom } : { time: true },
      left: { range: fromZero },
      right: { range: shape.rightIsShare === true ? [0, 1.04] : fromZero },
    },
    axes: axesOf(shape, token, around.zone),
    series: [{}, ...shape.series.map((series) => seriesOf(series, token, shape.days !== undefined))],
    plugins: [readout(shape, around), veils(shape, token), markLines(shape, token)],
    hooks: {
      setSelect: [
        (plot) => {
          if (plot.select.width < 6) return
          around.onSpan?.(
            plot.posToVal(plot.select.left, 'x'),
            plot.posToVal(plot.select.left + plot.select.width, 'x'),
          )
        },
      ],
    },
  }
}

const topPaddingOf = ({ marks = [] }: ChartShape): number => (marks.length === 0 ? 10 : marks.length === 1 ? 20 : 32)

const halfWeekSeconds = 3.5 * 24 * 60 * 60

/** The first and the last bar are whole. */
const withRoom = (_: uPlot, min: number, max: number): [number, number] => [
  min - halfWeekSeconds,
  max + halfWeekSeconds,
]

const fromZero = (_: uPlot, __: number, max: number): [number, number] => [0, Math.max(max * 1.12, 4)]

const wholeSteps = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat()

const counts = (_: uPlot, splits: number[]): string[] => splits.map(shortCountOf)

const shares = (_: uPlot, splits: number[]): string[] => splits.map((split) => `${Math.round(split * 100)} %`)

function axesOf(shape: ChartShape, token: (name: string) => string, zone: string): uPlot.Axis[] {
  const common = { font, stroke: token('--ink-dim'), ticks: { show: false } }
  const grid = { stroke: token('--chart-grid'), width: 1 }
  const axes: uPlot.Axis[] = [
    { ...common, grid: { show: false }, size: 22, gap: 4, space: 64, values: timeLabels(zone), ...shape.days },
    { ...common, grid, scale: 'left', size: 40, space: 32, values: counts, incrs: wholeSteps },
  ]
  if (!shape.series.some((series) => series.scale === 'right')) return axes
  const right = { ...common, grid: { show: false }, scale: 'right', side: 1 as const, size: 46, space: 32 }
  if (shape.rightIsShare !== true) return [...axes, { ...right, values: counts, incrs: wholeSteps }]
  return [...axes, { ...right, values: shares, splits: () => [0, 0.5, 1] }]
}

const timeLabels =
  (zone: string) =>
  (_: uPlot, splits: number[]): string[] => {
    const [first, second] = splits
    const isFine = first !== undefined && second !== undefined && second - first < 60
    return splits.map((split) => {
      const minute = minuteOf(split * 1000, zone)
      if (minute === '00:00') return dayOf(split * 1000, zone)
      return isFine ? secondOf(split * 1000, zone) : minute
    })
  }

function seriesOf(series: ChartSeries, token: (name: string) => string, hasPoints: boolean): uPlot.Series {
  const color = token(series.color)
  const drawn: uPlot.Series = {
    label: series.label,
    scale: series.scale,
    stroke: color,
    width: 1.3,
    // Between two gaps there is no line, only a point.
    points: { show: hasPoints && series.kind === 'line', size: 5, fill: color },
  }
  if (series.kind === 'bars') {
    const paths = uPlot.paths.bars?.({ size: [0.75, 14, 2], radius: 0.12 })
    return { ...drawn, fill: color, width: 0, ...(paths === undefined ? {} : { paths }) }
  }
  if (series.kind === 'steps') {
    const paths = uPlot.paths.stepped?.({ align: 1 })
    return { ...drawn, width: 1.8, ...(paths === undefined ? {} : { paths }) }
  }
  return series.kind === 'area' ? { ...drawn, fill: token(series.fill ?? series.color) } : { ...drawn, width: 1.8 }
}

/** What is not whole is drawn pale. */
function veils({ unsure = [] }: ChartShape, token: (name: string) => string): uPlot.Plugin {
  return {
    hooks: {
      draw: (plot) => {
        const { ctx, bbox } = plot
        const pixelAt = (seconds: number): number =>
          Math.min(Math.max(plot.valToPos(seconds, 'x', true), bbox.left), bbox.left + bbox.width)
        ctx.save()
        ctx.globalAlpha = 0.6
        ctx.fillStyle = token('--sheet')
        for (const { fromSeconds, toSeconds } of unsure) {
          const left = pixelAt(fromSeconds)
          ctx.fillRect(left, bbox.top, pixelAt(toSeconds) - left, bbox.height)
        }
        ctx.restore()
      },
    },
  }
}

const markRowHeight = 13

/** Dashed lines with a label at the top, e.g. for deploys. A label that finds no room in two rows is left out. */
function markLines(shape: ChartShape, token: (name: string) => string): uPlot.Plugin {
  return {
    hooks: {
      draw: (plot) => {
        const { ctx } = plot
        ctx.save()
        ctx.font = `${11 * devicePixelRatio}px 'Inter Variable', system-ui, sans-serif`
        // The axes leave theirs behind: without a right axis the labels would end where they should start.
        ctx.textAlign = 'left'
        ctx.strokeStyle = token('--violet')
        ctx.fillStyle = token('--violet')
        ctx.lineWidth = devicePixelRatio
        ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio])
        const takenUntil = [0, 0]
        const marks = (shape.marks ?? []).toSorted((a, b) => a.atSeconds - b.atSeconds)
        const labels = marks.flatMap((mark) => drawMark(plot, mark, takenUntil) ?? [])
        ctx.setLineDash([])
        ctx.strokeStyle = token('--sheet')
        ctx.lineWidth = 4 * devicePixelRatio
        ctx.lineJoin = 'round'
        for (const { text, x, y } of labels) {
          ctx.strokeText(text, x, y)
          ctx.fillText(text, x, y)
        }
        ctx.restore()
      },
    },
  }
}

interface MarkLabel {
  text: string
  x: number
  y: number
}

/** Draws the line; answers the label, which is written over all lines. */
function drawMark(plot: uPlot, mark: ChartMark, takenUntil: number[]): MarkLabel | undefined {
  const { ctx, bbox } = plot
  const x = Math.round(plot.valToPos(mark.atSeconds, 'x', true))
  if (x < bbox.left || x > bbox.left + bbox.width) return undefined
  const gap = 4 * devicePixelRatio
  const width = ctx.measureText(mark.label).width + 2 * gap
  const start = x + width > bbox.left + bbox.width ? x - width : x
  const row = takenUntil.findIndex((until) => start >= until)
  const labelY = bbox.top - gap - Math.max(row, 0) * markRowHeight * devicePixelRatio
  ctx.beginPath()
  ctx.moveTo(x, row < 0 ? bbox.top : labelY - 6 * devicePixelRatio)
  ctx.lineTo(x, bbox.top + bbox.height)
  ctx.stroke()
  if (row < 0) return undefined
  takenUntil[row] = start + width
  return { text: mark.label, x: start + gap, y: labelY }
}

/** The values under the pointer, written above the chart. */
function readout(shape: ChartShape, around: Surroundings): uPlot.Plugin {
  const box = document.createElement('div')
  box.className = 'chart-readout'
  return {
    hooks: {
      init: (plot) => void plot.over.append(box),
      setCursor: (plot) => {
        const at = plot.cursor.idx
        const time = at === null || at === undefined ? undefined : plot.data[0][at]
        box.hidden = time === undefined || (plot.cursor.left ?? -1) < 0
        if (box.hidden || time === undefined || at === null || at === undefined) return
        const parts = shape.series.map(
          (series, index) => `${series.label} ${valueOf(plot.data[index + 1]?.[at], shape, series)}`,
        )
        box.textContent = [whenOf(time, shape, around), ...parts].join('  ·  ')
        const isLeft = (plot.cursor.left ?? 0) < plot.over.clientWidth / 2
        box.style.left = isLeft ? 'auto' : '4px'
        box.style.right = isLeft ? '4px' : 'auto'
      },
    },
  }
}

const whenOf = (time: number, { days }: ChartShape, { zone }: Surroundings): string =>
  days ? dayOf(time * 1000, zone) : secondOf(time * 1000, zone)

function valueOf(value: number | null | undefined, shape: ChartShape, series: ChartSeries): string {
  if (value === null || value === undefined) return '–'
  return shape.rightIsShare === true && series.scale === 'right' ? `${Math.round(value * 100)} %` : shortCountOf(value)
}
