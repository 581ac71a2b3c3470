const shapes = {
  queue: 'M3 4h10M3 8h10M3 12h6',
  team: 'M6 7.5a2.25 2.25 0 1 0 0-4.500 2.25 2.25 0 0 0 0 4.500ZM1.800 13c.2-2.400 1.900-3.800 4.200-3.800s4 1.400 4.200 3.800M10.500 3.300a2.200 2.200 0 0 1 0 4M12 9.500c1.400.5 2.200 1.700 2.300 3.500',
  signal: 'M2 9h2.500l1.800-5 3.200 8 1.800-3H14',
  evidence: 'M2.500 13V8M6.200 13V3M9.800 13V6.500M13.500 13V9.500',
  figures: 'M2.500 2.500v11h11M5 10l2.700-3.500 2.300 2L13.500 4',
  probe: 'M8 12.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9ZM8 1.500v4M8 10.500v4M1.500 8h4M10.500 8h4',
  report: 'M4 2h5.500L12.500 5v9H4ZM9.500 2v3h3M6 8h4.500M6 11h4.500',
  customers: 'M2.500 14V4.500L8 2l5.500 2.500V14M6 14v-3.500h4V14M5.700 6.500h.1M8 6.500h.1M10.200 6.500h.1',
  settings:
    'M2 5h6M12 5h2M2 11h2M8 11h6M10 3.300a1.700 1.700 0 1 1 0 3.400 1.700 1.700 0 0 1 0-3.400ZM6 9.300a1.700 1.700 0 1 1 0 3.400 1.700 1.700 0 0 1 0-3.400Z',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.700 10.700 14 14',
  menu: 'M2.500 4.500h11M2.500 8h11M2.500 11.500h11',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1.500V3M8 13v1.500M1.500 8H3M13 8h1.500M3.400 3.400l1 1M11.600 11.600l1 1M3.400 12.600l1-1M11.600 4.400l1-1',
  moon: 'M13.500 9.600A5.800 5.800 0 0 1 6.400 2.500a5.800 5.800 0 1 0 7.100 7.100Z',
  auto: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2ZM8 2v12',
  inbound: 'M13 3 4 12M4 6v6h6',
  outbound: 'M3 13l9-9M6 4h6v6',
  note: 'M3 2.500h10V10l-3.500 3.500H3ZM9.500 13.500V10H13',
  handOff: 'M2 8h11M9.500 4.500 13 8l-3.500 3.500',
  back: 'M14 8H3M6.500 4.500 3 8l3.500 3.500',
  check: 'M3 8.500 6.500 12 13 4.500',
  cross: 'M4 4l8 8M12 4l-8 8',
  clock: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 4.700V8l2.300 1.500',
  bell: 'M8 2C5.500 2 4.300 3.800 4.300 6c0 2.800-.8 3.800-1.500 4.700h10.400c-.7-.9-1.500-1.900-1.500-4.700C11.700 3.800 10.500 2 8 2ZM6.500 12.800a1.600 1.600 0 0 0 3 0',
  deploy: 'M8 13.500V5M4.500 8.500 8 5l3.500 3.500M3 2.500h10',
  warning: 'M8 2.500 14.300 13.500H1.700ZM8 6.500v3.300M8 11.700v.1',
  offline:
    'M2 2l12 12M4.500 8.500A5 5 0 0 1 7 7M9.500 7.200a5 5 0 0 1 2 1.300M2.300 6A9 9 0 0 1 5 4.300M7.500 3.800A9 9 0 0 1 13.700 6M8 11.800v.1',
  paper:
    'M13.500 7 8 12.500a3.500 3.500 0 0 1-5-5L8.500 2a2.300 2.300 0 0 1 3.300 3.300L6.500 10.600a1.100 1.100 0 0 1-1.600-1.600L9.500 4.500',
  mail: 'M2 3.500h12v9H2ZM2 4.500l6 4.500 6-4.500',
  key: 'M5.500 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8.500 7H14v2.500M11.500 7v2',
  person:
    'M8 8a2.800 2.800 0 1 0 0-5.600A2.800 2.800 0 0 0 8 8ZM2.800 14c.3-3 2.300-4.500 5.200-4.500s4.900 1.500 5.200 4.500',
  chevron: 'M6 3.500 10.500 8 6 12.500',
  more: 'M3.500 8h.1M8 8h.1M12.500 8h.1',
  list: 'M6 4h8M6 8h8M6 12h8M2.500 4h.1M2.500 8h.1M2.500 12h.1',
  snippet: 'M3 3.500h10M3 7h6M3 10.500h4M11.500 8v5.500M8.800 10.800h5.500',
  link: 'M6.500 9.500l3-3M7 4.700l1.300-1.300a2.600 2.600 0 0 1 3.700 3.700L10.700 8.400M9 11.300l-1.300 1.300a2.600 2.600 0 0 1-3.700-3.700L5.300 7.600',
  refresh: 'M13.500 3v3.500H10M13.200 6.500A5.500 5.500 0 1 0 13.500 9',
} as const

export type IconName = keyof typeof shapes

/** What points where reading goes on, or comes from, points the other way from right to left. */
const turning: ReadonlySet<IconName> = new Set(['back', 'chevron', 'inbound', 'outbound'])

/** A drawing beside words; hidden from screen readers because the words say it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      aria-hidden="true"
      data-turns={turning.has(name) || undefined}
      style={{ flex: 'none' }}
    >
      <path
        d={shapes[name]}
        stroke="currentColor"
        strokeWidth={name === 'more' ? 2.2 : 1.4}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
