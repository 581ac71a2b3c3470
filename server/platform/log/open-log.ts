import { pino, type Logger } from 'pino'

/** JSON lines on standard error; secrets never get into them. */
export function openLog(level: string): Logger {
  // On a terminal that was closed pino's own destination tries for ever, and the server could not end.
  process.stderr.on('error', () => undefined)
  return pino(
    { level, base: null, redact: ['*.password', '*.token', '*.authorization', '*.cookie', '*.secretAccessKey'] },
    process.stderr,
  )
}
