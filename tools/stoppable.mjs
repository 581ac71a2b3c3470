import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

const patienceMilliseconds = 30_000

/** Our parent, and where npm put a shell between itself and us, whoever started that. */
function starters() {
  const parent = process.ppid
  if (process.env.npm_lifecycle_event === undefined) return `${parent}`
  try {
    const stat = readFileSync(`/proc/${parent}/stat`, 'utf8')
    return `${parent} ${stat.slice(stat.lastIndexOf(')')).split(' ')[2]}`
  } catch {
    return `${parent}`
  }
}

/**
 * Runs a command to its end and resolves with its exit code. Whatever stops us (a signal, a closed terminal, the end
 * of whoever started us) stops the command first.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function runStoppable(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options })
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), patienceMilliseconds).unref()
  }
  const signals = ['SIGTERM', 'SIGINT', 'SIGHUP']
  for (const signal of signals) process.on(signal, stop)
  // npm may be killed without a word to us.
  const first = starters()
  const watch = setInterval(() => starters() !== first && stop(), 1000)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      clearInterval(watch)
      for (const name of signals) process.off(name, stop)
      resolve(signal ? 1 : code)
    })
  })
}
