import { z } from 'zod'
import { said } from './said.ts'
import { Id } from './paging.ts'
import { forbidden, notFound, problemKind } from './problem.ts'
import { route } from './route.ts'
import { TeamRef } from './team-ref.ts'
import { sharing } from './sharing-shape.ts'
import { snippetLettersMax } from './snippet-text.ts'

export const snippetsMax = 200
/** In all of somebody's snippets together. */
export const snippetsLettersMax = 200_000

export const tooManySnippets = problemKind(
  'too-many-snippets',
  409,
  'You have as many snippets as may be',
  said`Delete one first: everybody may have ${snippetsMax}, with ${snippetsLettersMax} letters together.`,
)

export const Snippet = z.object({
  id: Id,
  name: z.string(),
  text: z.string().describe('With blanks in braces, such as {name}, that are filled in where it is inserted'),
  owner: z.object({ id: Id, name: z.string() }),
  isForEverybody: z.boolean(),
  teams: z.array(TeamRef),
  isOwn: z.boolean().describe('The reader made it'),
  mayChange: z.boolean(),
})
export type Snippet = z.infer<typeof Snippet>

const body = z.object({
  name: z.string().trim().min(1).max(80),
  text: z.string().min(1).max(snippetLettersMax),
  ...sharing,
})

export const listSnippets = route({
  method: 'GET',
  path: '/api/desk/snippets',
  summary: 'The texts that are kept for replies and notes, yours and those that are shared with you, by name',
  answer: z.object({ items: z.array(Snippet) }),
})

export const addSnippet = route({
  method: 'POST',
  path: '/api/desk/snippets',
  summary: 'Keep a text that is written again and again, for yourself, for teams or for everybody',
  body,
  answer: Snippet,
  status: 201,
  problems: [tooManySnippets],
})

export const changeSnippet = route({
  method: 'PUT',
  path: '/api/desk/snippets/{id}',
  summary: 'Change a snippet of your own; with `desk.configure` also one that is shared with you',
  params: z.object({ id: Id }),
  body,
  answer: Snippet,
  problems: [notFound, forbidden, tooManySnippets],
})

export const deleteSnippet = route({
  method: 'DELETE',
  path: '/api/desk/snippets/{id}',
  summary: 'Delete a snippet of your own; with `desk.configure` also one that is shared with you',
  params: z.object({ id: Id }),
  answer: z.object({ deleted: z.literal(true) }),
  problems: [notFound, forbidden],
})
