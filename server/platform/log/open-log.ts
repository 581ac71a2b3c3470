import { pino, type Logger } from 'pino'

/** JSON lines on standard error; secrets never get into them. */
export function openLog(level: string): Logger {
  return pino(
    { level, base: null, redact: ['*.password', '*.token', '*.authorization', '*.cookie', '*.secretAccessKey'] },
    pino.destination(2),
  )
}
