import type { z } from 'zod'
import type { FirstSteps } from '@bellwether/contract/installation.ts'
import { countCustomers } from '../customers/customers.ts'
import { ticketRefs } from '../desk/desk.ts'
import { listSources } from '../evidence/evidence.ts'
import { loadInstallation } from '../installation/installation.ts'
import { areAddressesNamed, findNewestFiled, listStrayAddresses, sendingMailbox } from '../mail/mail.ts'
import { countRotas, getOnCall, getPagingTests } from '../pager/pager.ts'
import { staffDirectory } from '../people/people.ts'
import type { Context } from '../platform/context.ts'
import type { Presented } from '../platform/http/handle.ts'
import { allow, asPart, may } from '../platform/permissions.ts'
import type { Parts } from './parts.ts'

type Answer = Presented<z.input<typeof FirstSteps>>

/**
 * How far a new installation has come: facts alone, each as the module says it that keeps it. What was written, and by
 * whom, is for those who may read it.
 */
export async function getFirstSteps(asked: Context, { door, engine }: Pick<Parts, 'door' | 'engine'>): Promise<Answer> {
  allow(asked, 'installation.write')
  const ctx = asPart(asked)
  const [address, events, customers, people, rotas, onCall, pagingTests] = await Promise.all([
    addressOf(asked, door),
    eventsOf(asked),
    countCustomers(ctx),
    staffDirectory(ctx),
    countRotas(ctx),
    getOnCall(ctx),
    getPagingTests(ctx),
  ])
  const { firstStepsPutAwayAt } = await loadInstallation(ctx.db)
  return {
    isPutAway: firstStepsPutAwayAt !== null,
    address,
    events: { engine: engine.state().state, ...events },
    customers,
    people: people.length,
    rotas,
    onCall,
    pagingTests,
  }
}

async function addressOf(asked: Context, { smtpPort, host }: Parts['door']): Promise<Answer['address']> {
  const ctx = asPart(asked)
  const filed = await findNewestFiled(ctx)
  const [ticket] = filed ? await ticketRefs(ctx, [filed.ticketId]) : []
  return {
    isNamed: areAddressesNamed(ctx),
    address: sendingMailbox(ctx, null).address,
    host: new URL(ctx.baseUrl).hostname,
    smtpPort,
    isOfThisMachineAlone: ['127.0.0.1', '::1', 'localhost'].includes(host),
    filed:
      filed && ticket
        ? {
            number: ticket.number,
            subject: may(asked, 'desk.read') ? ticket.subject : null,
            at: filed.receivedAt,
            to: may(asked, 'mail.read') ? (filed.envelopeTo[0] ?? null) : null,
          }
        : null,
    strays: may(asked, 'mail.read') ? await listStrayAddresses(ctx) : [],
  }
}

async function eventsOf(asked: Context): Promise<Pick<Answer['events'], 'accepted' | 'refused' | 'newest'>> {
  const sources = await listSources(asPart(asked))
  const newest = sources.find(({ accepted }) => accepted > 0)
  return {
    accepted: sources.reduce((sum, { accepted }) => sum + accepted, 0),
    refused: sources.reduce((sum, { refused }) => sum + refused, 0),
    newest: newest ? { from: may(asked, 'evidence.read') ? newest.name : null, at: newest.lastAt } : null,
  }
}
