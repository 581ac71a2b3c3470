/** How a value of a standard attribute must look. */
export type FieldKind = 'instant' | 'text' | 'count' | 'status' | 'number'

/** The standard attributes of an event, by the name under which it comes in and is searched. */
export const fieldKinds: ReadonlyMap<string, FieldKind> = new Map<string, FieldKind>([
  ['timestamp', 'instant'],
  ['kind', 'text'],
  ['service.name', 'text'],
  ['service.version', 'text'],
  ['host.name', 'text'],
  ['customer.id', 'text'],
  ['site', 'text'],
  ['cdn', 'text'],
  ['pop', 'text'],
  ['feature', 'text'],
  ['country', 'text'],
  ['cache', 'text'],
  ['severity_text', 'text'],
  ['http.request.method', 'text'],
  ['http.response.status_code', 'status'],
  ['http.response.body.size', 'count'],
  ['network.protocol.version', 'text'],
  ['user_agent.original', 'text'],
  ['url.path', 'text'],
  ['url.query', 'text'],
  ['client.address', 'text'],
  ['request.id', 'text'],
  ['trace.id', 'text'],
  ['duration_ms', 'number'],
  ['body', 'text'],
  ['error.message', 'text'],
  ['error.type', 'text'],
])

/** Standard attributes that can tell one group of requests from another. */
export const sliceFields = [
  'cdn',
  'pop',
  'host.name',
  'service.name',
  'feature',
  'service.version',
  'customer.id',
  'http.request.method',
  'country',
  'network.protocol.version',
  'kind',
] as const

/** What the roll-up of minutes tells apart. */
export const rolledUpFields: ReadonlySet<string> = new Set([
  'service.name',
  'service.version',
  'feature',
  'cdn',
  'pop',
  'host.name',
  'kind',
])

/** Severities that make an event a failure, in capitals. */
export const failureSeverities: ReadonlySet<string> = new Set([
  'ERROR',
  'CRITICAL',
  'ALERT',
  'EMERGENCY',
  'FATAL',
  'PANIC',
])

/** What the attribute panel shows besides the ones that can make a slice. */
export const panelFields = [
  ...sliceFields,
  'site',
  'http.response.status_code',
  'severity_text',
  'cache',
  'class',
] as const
