import { z } from 'zod'
import { allRoutes } from './all-routes.ts'
import { ProblemDetails, problemType } from './problem.ts'
import type { AnyRoute } from './route.ts'

type JsonSchema = Record<string, unknown>

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): JsonSchema => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema
  return rest
}

/** OpenAPI 3.1, printed from the contract. */
export function openApiDocument(): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const { name, module, route } of allRoutes) {
    const path = (paths[route.path] ??= {})
    path[route.method.toLowerCase()] = operation(name, module, route)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Bellwether', version: '0.1.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'bellwether_session' },
      },
      schemas: { Problem: schemaOf(ProblemDetails, 'output') },
    },
    paths,
  }
}

function operation(name: string, module: string, route: AnyRoute): JsonSchema {
  return {
    operationId: name,
    tags: [module],
    summary: route.summary,
    security: route.access === 'open' ? [] : [{ token: [] }, { session: [] }],
    parameters: [...parametersIn('path', route.params), ...parametersIn('query', route.query)],
    ...requestBody(route),
    responses: {
      [route.status]: {
        description: 'Done',
        content: { 'application/json': { schema: schemaOf(route.answer, 'output') } },
      },
      ...problemResponses(route),
    },
  }
}

function parametersIn(place: 'path' | 'query', schema: z.ZodType | undefined): JsonSchema[] {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, JsonSchema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, one]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: one,
  }))
}

function requestBody(route: AnyRoute): JsonSchema {
  if (route.streamed) {
    const content = {
      [route.streamed.contentType]: { schema: { type: 'string', description: route.streamed.description } },
    }
    return { requestBody: { required: true, content } }
  }
  if (!route.body) return {}
  return { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } }
}

/** One response a status; several kinds of problem can share one. */
function problemResponses(route: AnyRoute): JsonSchema {
  const byStatus = Map.groupBy(route.problems, (kind) => kind.status)
  const responses = [...byStatus].map(([status, kinds]) => [
    status,
    {
      description: kinds.map((kind) => `${kind.title} (${problemType(kind)})`).join('; '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ])
  return Object.fromEntries(responses) as JsonSchema
}
