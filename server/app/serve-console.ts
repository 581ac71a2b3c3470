import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import staticFiles from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
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
    await app.register(staticFiles, {
      root: consoleFolder,
      wildcard: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: cacheRule,
    })
  }
  app.setNotFoundHandler((request, reply) => {
    if (!isPage(request) || !existsSync(join(consoleFolder, 'index.html'))) throw new Problem(notFound)
    return reply.sendFile('index.html')
  })
}

/** A file that carries its hash in its name never changes; everything else is asked for again, so that an upgrade is seen. */
function cacheRule(reply: FastifyReply, path: string): void {
  const isHashed = path.startsWith(join(consoleFolder, 'assets', sep))
  void reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
}

/** An address that the console's router knows; a missing file or endpoint must not look like a page. */
const isPage = ({ method, url }: { method: string; url: string }): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  !/^\/(?:api|assets)\//.test(url) &&
  !/\.\w{1,8}$/.test(url.split('?')[0] ?? '')
