import { livePath } from '@bellwether/contract/live.ts'
import type { FastifyInstance } from 'fastify'
import { Gauge, Histogram, Registry } from 'prom-client'

/** Something that is counted or measured when somebody asks: a value, or one for each set of labels. */
export interface Reading {
  readonly name: string
  readonly help: string
  readonly labels?: readonly string[]
  readonly read: () => Promise<readonly { value: number; labels?: Readonly<Record<string, string>> }[]>
}

/** Figures of this process in the text format of Prometheus. */
export interface Metrics {
  readonly contentType: string
  text(): Promise<string>
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Times every request of a server by its route, and reads the rest when it is asked for. */
export function openMetrics(app: FastifyInstance, readings: readonly Reading[]): Metrics {
  // Its own: several servers of one process, as in tests, count apart.
  const registry = new Registry()
  const requests = new Histogram({
    name: 'bellwether_http_request_duration_seconds',
    help: 'How long requests took, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: seconds,
    registers: [registry],
  })
  app.addHook('onResponse', (request, reply, done) => {
    // The route, not the address: some addresses carry a secret, and strangers could make as many as they like.
    const { url = 'none' } = request.routeOptions
    // A stream of changes takes as long as somebody looks.
    if (url !== livePath)
      requests.observe({ method: request.method, route: url, status: reply.statusCode }, reply.elapsedTime / 1000)
    done()
  })
  for (const reading of [...readings, ...ofProcess]) registry.registerMetric(gaugeOf(reading))
  return { contentType: registry.contentType, text: () => registry.metrics() }
}

function gaugeOf({ name, help, labels = [], read }: Reading): Gauge {
  return new Gauge({
    name,
    help,
    labelNames: [...labels],
    registers: [],
    async collect() {
      this.reset()
      // What cannot be read is left out: the others are wanted most when a store is away.
      for (const one of await read().catch(() => [])) this.set({ ...one.labels }, one.value)
    },
  })
}

const ofProcess: readonly Reading[] = [
  {
    name: 'process_resident_memory_bytes',
    help: 'Memory of this process',
    read: async () => [{ value: process.memoryUsage.rss() }],
  },
  {
    name: 'bellwether_process_cpu_seconds',
    help: 'Processor time of this process since its start',
    read: async () => {
      const { user, system } = process.cpuUsage()
      return [{ value: (user + system) / 1e6 }]
    },
  },
]
