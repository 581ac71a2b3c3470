/** One event by intake names; what is absent is empty. */
export interface WorldEvent {
  timestamp: string
  kind: string
  'service.name': string
  'service.version': string
  'host.name': string
  'customer.id': string
  site: string
  cdn: string
  pop: string
  feature: string
  country: string
  cache: string
  'http.request.method': string
  'http.response.status_code': number
  'http.response.body.size': number
  'network.protocol.version': string
  'user_agent.original': string
  'url.path': string
  'client.address': string
  'request.id': string
  duration_ms: number
  severity_text?: string
  body?: string
  'error.message'?: string
}
