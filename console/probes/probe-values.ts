import { type addProbe, type Check, ownLocation, type Probe } from '@bellwether/contract/probes.ts'
import type { BodyOf } from '@bellwether/contract/route.ts'

type HttpCheck = Extract<Check, { kind: 'http' }>
type TcpCheck = Extract<Check, { kind: 'tcp' }>
type DnsCheck = Extract<Check, { kind: 'dns' }>
type Figure = number | string

/** What the form of a probe holds: what is expected of each kind, of which one is sent. */
export interface ProbeValues {
  readonly name: string
  readonly team: string | null
  readonly kind: Check['kind']
  readonly url: string
  readonly method: HttpCheck['method']
  readonly statuses: string
  readonly text: string
  readonly headerName: string
  readonly headerValue: string
  readonly followsRedirects: boolean
  readonly family: HttpCheck['family']
  readonly certificateDays: Figure
  readonly host: string
  readonly port: Figure
  readonly dnsName: string
  readonly dnsType: DnsCheck['type']
  readonly dnsValue: string
  readonly dnsServer: string
  readonly dnsPort: number
  readonly every: Figure
  readonly unit: 'seconds' | 'minutes' | 'hours'
  readonly timeoutSeconds: Figure
  readonly tries: Figure
  readonly service: string
  readonly site: string
  readonly locations: readonly string[]
}

const unitSeconds = { seconds: 1, minutes: 60, hours: 3600 } as const

const none: ProbeValues = {
  name: '',
  team: null,
  kind: 'http',
  url: 'https://',
  method: 'GET',
  statuses: '200-299',
  text: '',
  headerName: '',
  headerValue: '',
  followsRedirects: true,
  family: 'any',
  certificateDays: 14,
  host: '',
  port: 443,
  dnsName: '',
  dnsType: 'A',
  dnsValue: '',
  dnsServer: '',
  dnsPort: 53,
  every: 1,
  unit: 'minutes',
  timeoutSeconds: 10,
  tries: 3,
  service: '',
  site: '',
  locations: [ownLocation],
}

/** What a form begins with: a probe as it is, or one that is new. */
export function valuesOf(probe: Probe | null): ProbeValues {
  if (probe === null) return none
  const { name, team, check, intervalSeconds, timeoutSeconds, tries, service, site, locations } = probe
  const rest = { name, team: team.slug, kind: check.kind, timeoutSeconds, tries, service, site, locations }
  return { ...none, ...rest, ...expectedBy(check), ...everyOf(intervalSeconds) }
}

function expectedBy(check: Check): Partial<ProbeValues> {
  if (check.kind === 'http') return expectedOfHttp(check)
  if (check.kind === 'tcp') return { host: check.host, port: check.port, family: check.family }
  const { name, type, value, server } = check
  const asked = server === null ? {} : { dnsServer: server.address, dnsPort: server.port }
  return { dnsName: name, dnsType: type, dnsValue: value ?? '', ...asked }
}

const expectedOfHttp = ({ kind: _, text, header, certificateDays, ...rest }: HttpCheck): Partial<ProbeValues> => ({
  ...rest,
  text: text ?? '',
  headerName: header?.name ?? '',
  headerValue: header?.value ?? '',
  certificateDays: certificateDays ?? '',
})

/** In the largest unit of which it is a whole number. */
function everyOf(seconds: number): Pick<ProbeValues, 'every' | 'unit'> {
  const unit = (['hours', 'minutes'] as const).find((one) => seconds % unitSeconds[one] === 0) ?? 'seconds'
  return { every: seconds / unitSeconds[unit], unit }
}

const figureOf = (figure: Figure): number | null => (figure === '' ? null : Number(figure))
const textOf = (text: string): string | null => (text.trim() === '' ? null : text.trim())

const checks: { readonly [Kind in Check['kind']]: (values: ProbeValues) => Check } = {
  http: ({ url, method, statuses, text, headerName, headerValue, followsRedirects, family, certificateDays }) =>
    ({
      kind: 'http',
      url: url.trim(),
      method,
      statuses,
      // As it is: a space may be meant.
      text: text === '' ? null : text,
      header: headerName.trim() === '' ? null : { name: headerName, value: headerValue },
      followsRedirects,
      family,
      certificateDays: figureOf(certificateDays),
    }) satisfies HttpCheck,
  tcp: ({ host, port, family }) => ({ kind: 'tcp', host, port: Number(port), family }) satisfies TcpCheck,
  dns: ({ dnsName, dnsType, dnsValue, dnsServer, dnsPort }) => {
    const address = textOf(dnsServer)
    const server = address === null ? null : { address, port: dnsPort }
    return { kind: 'dns', name: dnsName, type: dnsType, value: textOf(dnsValue), server } satisfies DnsCheck
  },
}

/** What is looked at, and what is expected of it. */
export const checkOf = (values: ProbeValues): Check => checks[values.kind](values)

/** The probe that is asked for. */
export function probeOf(values: ProbeValues): BodyOf<typeof addProbe> {
  const { name, team, every, unit, timeoutSeconds, tries, service, site, locations } = values
  return {
    name,
    team: team ?? '',
    check: checkOf(values),
    intervalSeconds: Math.round(Number(every) * unitSeconds[unit]),
    timeoutSeconds: Number(timeoutSeconds),
    tries: Number(tries),
    service,
    site,
    locations: [...locations],
  }
}

const fieldOfPart: Readonly<Record<string, keyof ProbeValues>> = {
  '/name': 'name',
  '/team': 'team',
  '/intervalSeconds': 'every',
  '/timeoutSeconds': 'timeoutSeconds',
  '/tries': 'tries',
  '/service': 'service',
  '/site': 'site',
  '/locations': 'locations',
  '/check/url': 'url',
  '/check/statuses': 'statuses',
  '/check/text': 'text',
  '/check/header/name': 'headerName',
  '/check/header/value': 'headerValue',
  '/check/certificateDays': 'certificateDays',
  '/check/host': 'host',
  '/check/port': 'port',
  '/check/name': 'dnsName',
  '/check/value': 'dnsValue',
  '/check/server/address': 'dnsServer',
}

/** The field that a refusal of the server is about. */
export const fieldAt = (pointer: string): keyof ProbeValues | undefined =>
  fieldOfPart[pointer.replace(/^#/, '').replace(/^\/body(?=\/)/, '')]
