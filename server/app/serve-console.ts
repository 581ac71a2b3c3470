import { existsSync } from 'node:fs'
import { join } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { notFound } from '@bellwether/contract/problem.ts'
import { openApiDocument } from '@bellwether/contract/openapi.ts'
import { Problem } from '../platform/problem.ts'
import { problemPage } from './problem-page.ts'

const consoleFolder = join(import.meta.dirname, '..', '..', 'console', 'dist')

/** The console's files, the OpenAPI document and a page for each kind of problem. */
export async function serveConsole(app: FastifyInstance): Promise<void> {
  app.get('/openapi.json', () => openApiDocument())
  app.get<{ Params: { slug: string } }>('/problems/:slug', (request, reply) => {
    const page = problemPage(request.params.slug)
    if (!page) throw new Problem(notFound)
    return reply.type('text/html; charset=utf-8').send(page)
  })
  if (existsSync(join(consoleFolder, 'index.html'))) {
    await app.register(staticFiles, { root: consoleFolder, wildcard: false, immutable: true, maxAge: '365d' })
  }
  app.setNotFoundHandler((request, reply) => {
    const isPage =
      request.method === 'GET' && !request.url.startsWith('/api/') && existsSync(join(consoleFolder, 'index.html'))
    if (!isPage) throw new Problem(notFound)
    return reply.header('cache-control', 'no-cache').sendFile('index.html', { immutable: false, maxAge: 0 })
  })
}
