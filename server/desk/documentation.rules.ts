import type { z } from 'zod'
import type { Documentation } from '@bellwether/contract/desk.ts'
import { said } from '@bellwether/contract/said.ts'

/** Why this says nothing honest about how an answer was documented; undefined where it does. */
export function documentationFault({
  outcome,
  url,
  reason,
}: z.output<typeof Documentation>): { pointer: '/reason' | '/url'; detail: string } | undefined {
  if (outcome === 'not-needed' && !reason)
    return { pointer: '/reason', detail: said`Say why nothing needs to be written.` }
  if (outcome !== 'not-needed' && !url) return { pointer: '/url', detail: said`Give the address of the document.` }
  return undefined
}
