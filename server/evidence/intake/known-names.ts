import { fieldKinds } from '../event-fields.ts'

/**
 * Under which names other programs send what the standard attributes mean: OpenTelemetry, ECS, pino,
 * winston, bunyan, slog, zap, python-json-logger, GELF, nginx, Apache, Docker, Cloudflare, Fastly.
 * In small letters, `-` and spaces as `_`; the first name of a list that is present counts.
 */
const names: Readonly<Record<string, string>> = {
  timestamp:
    '@timestamp time_iso8601 time ts datetime date eventtime event_time @t timeunixnano time_unix_nano ' +
    'observedtimeunixnano edgestarttimestamp edgeendtimestamp time_local msec asctime start_time time_elapsed_at ' +
    'source_realtime_timestamp __realtime_timestamp event.created created',
  kind: 'event.kind',
  'service.name':
    'service resource.attributes.service.name resource.service.name service_name servicename app app.name app_name ' +
    'appname application application_name program syslog_identifier resource.labels.service_name ' +
    'kubernetes.labels.app.kubernetes.io/name kubernetes.labels.app kubernetes.container_name ' +
    'kubernetes.container.name container.name container_name dd.service',
  'service.version':
    'resource.attributes.service.version resource.service.version service_version app_version release dd.version',
  'host.name':
    'hostname host host_name resource.attributes.host.name resource.host.name machine_name machinename _hostname ' +
    'computername server_hostname kubernetes.host kubernetes.node.name node_name nodename instance',
  'customer.id':
    'customer customer_id customerid tenant tenant.id tenant_id tenantid account account.id account_id accountid ' +
    'organization.id organisation.id organization_id organisation_id org_id orgid org.id',
  site:
    'url.domain http.host http_host vhost virtual_host server_name servername clientrequesthost request.host ' +
    'req.headers.host req.host request.headers.host server.address http.request.headers.host domain',
  cdn: 'cdn_name cdn_provider',
  pop: 'datacenter edgecolocode fastly_pop pop_name server_datacenter',
  country:
    'clientcountry client.geo.country_iso_code source.geo.country_iso_code geo_country geo_country_code country_code geoip_country_code',
  cache:
    'cache_status cachecachestatus upstream_cache_status fastly_cache_status x_cache cache_result fastly_info.state',
  severity_text:
    'severitytext log.level level loglevel log_level levelname lvl severity @l severitynumber severity_number levelno ' +
    'priority syslog_severity log.syslog.severity.name syslog.severity err_level',
  'http.request.method':
    'method http.method request_method req.method request.method verb clientrequestmethod cs_method ' +
    'httprequest.requestmethod http.verb http_method',
  'http.response.status_code':
    'status status_code statuscode http.status_code http.status http_status http_status_code response.status_code ' +
    'response.status response.statuscode res.statuscode res.status res.status_code edgeresponsestatus sc_status ' +
    'response_status response_code resp_status httprequest.status http.response.status http.statuscode upstream_status response',
  'http.response.body.size':
    'http.response.body.bytes http.response.bytes body_bytes_sent bytes_sent bytes edgeresponsebytes resp_body_size ' +
    'response_body_size response_size sc_bytes size content_length',
  'network.protocol.version':
    'server_protocol protocol http_version http.version clientrequestprotocol request_protocol httpversion',
  'user_agent.original':
    'user_agent http_user_agent useragent agent clientrequestuseragent req.headers.user_agent request.headers.user_agent request_user_agent ' +
    'http.user_agent http.useragent httprequest.useragent',
  'url.path':
    'path request_uri uri url clientrequesturi clientrequestpath url.original url.full http.target http.url ' +
    'http.path http.route req.url request.url request.path request.uri request_path cs_uri_stem httprequest.requesturl endpoint',
  'url.query': 'query_string querystring args cs_uri_query',
  'client.address':
    'client.ip remote_addr remote_ip remoteip client_ip clientip ip_address ip source.ip source.address remote_address ' +
    'req.remoteaddress remoteaddress remote_host http.client_ip network.client.ip httprequest.remoteip client c_ip',
  'request.id':
    'request_id requestid req.id reqid req_id x_request_id http.request.id rayid correlation_id correlationid',
  'trace.id': 'trace_id traceid dd.trace_id trace span.trace_id',
  duration_ms:
    'responsetime response_time_ms elapsed_ms latency_ms took_ms duration_millis request_time_ms time_taken ' +
    'request_time upstream_response_time event.duration time_elapsed',
  body:
    'message msg log short_message @message @m @mt log.original event.original textpayload jsonpayload.message event ' +
    'text line full_message',
  'error.message':
    'error err err.message err.msg exception.message exception error_message errormessage errmsg error.msg err_msg ' +
    'attributes.exception.message error_msg error.reason error.error @x',
  'error.type':
    'err.type err.name exception.type exception.class error.name error.class exception.exception_class error_type error.kind ' +
    'attributes.exception.type',
  'error.stack_trace':
    'error.stack err.stack exception.stacktrace exception.stack_trace stack stack_trace stacktrace error_stack exc_info traceback ' +
    'attributes.exception.stacktrace errorverbose',
}

interface KnownName {
  readonly standard: string
  /** The lower, the surer. */
  readonly rank: number
}

const known = new Map<string, KnownName>()
for (const standard of fieldKinds.keys()) {
  const others = names[standard]?.split(' ') ?? []
  for (const [rank, name] of [standard, ...others].entries()) known.set(name, { standard, rank })
}

/** Objects whose parts are told apart by their path; any other object stays one attribute. */
const families = new Set([...known.keys()].filter((name) => name.includes('.')).map((name) => name.split('.')[0]!))
for (const name of ['attributes', 'resource', 'fields', 'labels', 'metadata', 'extra', 'http', 'context', 'ctx'])
  families.add(name)

const plain = (name: string): string => name.toLowerCase().replaceAll(/[- ]/g, '_')

/** Objects that only hold other attributes. */
const wrappers = /^(?:attributes|fields|extra|context|ctx|metadata|data|jsonpayload|resource\.attributes|resource)\./

/** What a name of an attribute was found to be. A sender uses the same few names in every event. */
const found = new Map<string, KnownName | undefined>()
const foundMax = 10_000
const foundLengthMax = 200

export function knownName(name: string): KnownName | undefined {
  if (found.has(name)) return found.get(name)
  const meant = findName(name)
  if (name.length > foundLengthMax) return meant
  if (found.size >= foundMax) found.clear()
  found.set(name, meant)
  return meant
}

function findName(name: string): KnownName | undefined {
  const text = plain(name)
  const whole = known.get(text)
  if (whole !== undefined) return whole
  const inner = known.get(text.replace(wrappers, ''))
  return inner === undefined ? undefined : { ...inner, rank: inner.rank + 100 }
}

export const isFamily = (name: string): boolean => families.has(plain(name).split('.')[0]!)

/** Names that only the line of a web server has: there `host` is whose site was asked for. */
const requestNames = [
  'remote_addr',
  'remote_ip',
  'clientip',
  'request_method',
  'request_uri',
  'clientrequesthost',
  'request',
]
export const isAccessLine = (fields: Readonly<Record<string, unknown>>): boolean =>
  requestNames.some((name) => typeof fields[name] === 'string')
