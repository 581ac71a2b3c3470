import { Resolver as NameResolver } from 'node:dns/promises'
import type { DNSResolver } from 'mailauth'

export type Resolver = DNSResolver

export interface BoundedResolver {
  readonly resolve: Resolver
  /** Whether nobody answered at all: a stranger's domain may be dead, name servers that answer nothing are ours. */
  isSilent(): Promise<boolean>
}

/** What one mail may have looked up of keys: each signature names one, and a stranger writes the signatures. */
const keysMax = 10
const keysMilliseconds = 2_500

/** Asks name servers, those of this machine where none are given; waits about two seconds for each answer. */
export function openResolver(servers: readonly string[]): BoundedResolver {
  const names = new NameResolver({ timeout: 700, tries: 2 })
  if (servers.length > 0) names.setServers(servers)
  return boundResolver((domain, type) => names.resolve(domain, type) as ReturnType<Resolver>)
}

export function boundResolver(resolve: Resolver): BoundedResolver {
  let keys = 0
  let keysTook = 0
  let hasAnswered = false
  let hasFailed = false
  const ask: Resolver = async (domain, type) => {
    try {
      const found = await resolve(domain, type)
      hasAnswered = true
      return found
    } catch (error) {
      const isAnswer = !unanswered.has((error as NodeJS.ErrnoException).code ?? '')
      if (isAnswer) hasAnswered = true
      else hasFailed = true
      throw error
    }
  }
  const askForKey: Resolver = async (domain, type) => {
    if ((keys += 1) > keysMax || keysTook > keysMilliseconds)
      throw Object.assign(new Error('too many keys were to be looked up'), { code: 'EREFUSED' })
    const startedAt = performance.now()
    try {
      return await ask(domain, type)
    } finally {
      keysTook += performance.now() - startedAt
    }
  }
  return {
    resolve: (domain, type) => (domain.includes('._domainkey.') ? askForKey : ask)(domain, type),
    isSilent: async () => {
      if (hasFailed && !hasAnswered) await ask('com', 'NS').catch(() => undefined)
      return hasFailed && !hasAnswered
    },
  }
}

/** What is no answer. That there is no such name, or that its servers are broken, is one. */
const unanswered = new Set(['ETIMEOUT', 'ECONNREFUSED', 'ECONNRESET', 'ECANCELLED', 'ENETUNREACH', 'EHOSTUNREACH'])
