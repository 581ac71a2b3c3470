/** Abbreviations and other programs' words for a severity, in capitals, and the word that is kept. */
const words: Readonly<Record<string, string>> = {
  ERR: 'ERROR',
  EROR: 'ERROR',
  E: 'ERROR',
  SEVERE: 'ERROR',
  FAILURE: 'ERROR',
  CRIT: 'CRITICAL',
  C: 'CRITICAL',
  F: 'FATAL',
  EMERG: 'EMERGENCY',
  DPANIC: 'PANIC',
  W: 'WARN',
  I: 'INFO',
  D: 'DEBUG',
}

const pino = new Map([
  [10, 'TRACE'],
  [20, 'DEBUG'],
  [30, 'INFO'],
  [40, 'WARN'],
  [50, 'ERROR'],
  [60, 'FATAL'],
])
const syslog = ['EMERGENCY', 'ALERT', 'CRITICAL', 'ERROR', 'WARN', 'NOTICE', 'INFO', 'DEBUG']
const openTelemetry = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']

/** Whether a severity is kept as it was written: the engine compares whole words. */
export const isPlainSeverity = (text: string): boolean => !/\d/.test(text) && words[text.toUpperCase()] === undefined

/** Go's slog writes levels between two named ones as "ERROR+2". */
function severityOfWord(text: string): string {
  const word = text.replace(/[+-]\d+$/, '')
  return words[word.toUpperCase()] ?? word
}

/**
 * The severity behind a level: a word, or one of the scales of numbers, which do not overlap: syslog
 * 0 to 7, OpenTelemetry 8 to 24 under its own name, pino and bunyan tens from 10 to 60.
 */
export function severityOf(value: string, name: string): string | undefined {
  const text = value.trim().replace(/^\[(.*)\]$/, '$1')
  if (text === '' || text.length > 20) return undefined
  if (!/^\d+$/.test(text)) return /^[A-Za-z]+(?:[+-]\d+)?$/.test(text) ? severityOfWord(text) : undefined
  const number = Number(text)
  if (name.endsWith('severitynumber') || name.endsWith('severity_number'))
    return openTelemetry[Math.ceil(number / 4) - 1]
  // Python counts an error as 40.
  if (name.endsWith('levelno')) return pino.get(Math.floor(number / 10) * 10 + 10)
  return number < syslog.length ? syslog[number] : pino.get(Math.floor(number / 10) * 10)
}
