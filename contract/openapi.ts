import { z } from 'zod'
import { allRoutes, namedSchemas } from './all-routes.ts'
import { ProblemDetails, problemType } from './problem.ts'
import type { AnyRoute } from './route.ts'

type JsonSchema = Record<string, unknown>

/** What goes in stands where it is used: it is short, and differs from what comes out. What has an id is referred to. */
function inputSchema(schema: z.ZodType, components: JsonSchema): JsonSchema {
  return referring(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema, components)
}

/** The schema, with those that it defines beside itself put among `components`. */
function referring(printed: JsonSchema, components: JsonSchema): JsonSchema {
  const text = JSON.stringify(printed).replaceAll('#/$defs/', '#/components/schemas/')
  const { $schema: _, $defs = {}, ...rest } = JSON.parse(text) as JsonSchema
  for (const [name, one] of Object.entries($defs as JsonSchema)) components[name] = withoutId(one as JsonSchema)
  return rest
}

/** Schemas that the contract exports have their name there as their name in the document. */
const named = z.registry<{ id: string }>()
for (const [name, schema] of namedSchemas) named.add(schema, { id: name })

/** What comes out, with the named schemas in it put among `components` and referred to. */
function answerSchema(schema: z.ZodType, components: JsonSchema): JsonSchema {
  const printed = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any', metadata: named })
  const { id, ...rest } = referring(printed as JsonSchema, components)
  if (typeof id !== 'string') return rest
  components[id] = rest
  return { $ref: `#/components/schemas/${id}` }
}

const withoutId = ({ id: _, ...schema }: JsonSchema): JsonSchema => schema

/** OpenAPI 3.1, printed from the contract. */
export function openApiDocument(): JsonSchema {
  const paths: Record<string, Record<string, JsonSchema>> = {}
  const schemas: JsonSchema = {}
  answerSchema(ProblemDetails, schemas)
  for (const { name, module, route } of allRoutes) {
    const path = (paths[route.path] ??= {})
    path[route.method.toLowerCase()] = operation({ name, module, route }, schemas)
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Bellwether', version: '0.1.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'bellwether_session' },
      },
      schemas,
    },
    paths,
  }
}

function operation({ name, module, route }: (typeof allRoutes)[number], schemas: JsonSchema): JsonSchema {
  return {
    operationId: name,
    tags: [module],
    summary: route.summary,
    security: route.access === 'open' ? [] : [{ token: [] }, { session: [] }],
    parameters: [...parametersIn('path', route.params, schemas), ...parametersIn('query', route.query, schemas)],
    ...requestBody(route, schemas),
    responses: {
      [route.status]: route.file
        ? fileResponse(route.file)
        : { description: 'Done', content: { 'application/json': { schema: answerSchema(route.answer, schemas) } } },
      ...problemResponses(route),
    },
  }
}

const fileResponse = ({ contentTypes, description }: NonNullable<AnyRoute['file']>): JsonSchema => ({
  description,
  headers: { 'Content-Disposition': { schema: { type: 'string' }, description: 'The name of the file, RFC 6266' } },
  // Bytes have no schema (OpenAPI 3.1, "Considerations for File Uploads").
  content: Object.fromEntries(contentTypes.map((contentType) => [contentType, {}])),
})

function parametersIn(place: 'path' | 'query', schema: z.ZodType | undefined, components: JsonSchema): JsonSchema[] {
  if (!schema) return []
  const { properties = {}, required = [] } = inputSchema(schema, components) as {
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

function requestBody(route: AnyRoute, components: JsonSchema): JsonSchema {
  if (route.streamed) {
    const content = {
      [route.streamed.contentType]: { schema: { type: 'string', description: route.streamed.description } },
    }
    return { requestBody: { required: true, content } }
  }
  if (!route.body) return {}
  const schema = inputSchema(route.body, components)
  return { requestBody: { required: true, content: { 'application/json': { schema } } } }
}

/** One response a status; several kinds of problem can share one. */
function problemResponses(route: AnyRoute): JsonSchema {
  const byStatus = Map.groupBy(route.problems, (kind) => kind.status)
  const responses = [...byStatus].map(([status, kinds]) => [
    status,
    {
      description: kinds.map((kind) => `${kind.title} (${problemType(kind)})`).join('; '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDetails' } } },
    },
  ])
  return Object.fromEntries(responses) as JsonSchema
}
