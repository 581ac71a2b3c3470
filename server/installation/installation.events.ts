import { eventKind } from '../platform/events/event.ts'

/** It was set up, became a demo, or is empty again: every process looks at what it is now. */
export const installationChanged = eventKind<Record<string, never>>('installation.changed')
