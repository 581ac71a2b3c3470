import { generateKeyPairSync } from 'node:crypto'
import { Readable } from 'node:stream'
import { dkimSign } from 'mailauth'
import { describe, expect, test } from 'vitest'
import { boundResolver } from './bounded-resolver.ts'
import { type Handover, senderFacts } from './find-sender-facts.ts'
import { senderProof, type SenderProof } from './sender-proof.rules.ts'

const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const key = `v=DKIM1; k=rsa; p=${keys.publicKey.toString('base64')}`

/** What the name servers know; a function fails as it says. */
type Records = Readonly<Record<string, string | (() => never)>>
const down = (): never => {
  throw Object.assign(new Error('no answer'), { code: 'ETIMEOUT' })
}
const bank = {
  'bank.test TXT': 'v=spf1 ip4:192.0.2.1 -all',
  '_dmarc.bank.test TXT': 'v=DMARC1; p=reject',
  's1._domainkey.bank.test TXT': key,
}
const shop = { 'shop.test TXT': 'v=spf1 ip4:192.0.2.7 -all', 's1._domainkey.mail.shop.test TXT': key }

const resolverFor = (records: Records) =>
  boundResolver(async (domain, type) => {
    const found = records[`${domain.toLowerCase()} ${type}`]
    if (typeof found === 'function') return found()
    if (found === undefined) throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
    return type === 'TXT' ? [[found]] : [found]
  })

interface Case {
  readonly from?: string
  readonly headers?: string
  readonly signedBy?: string
  readonly change?: (raw: string) => string
  readonly handover?: Partial<Handover>
  readonly records?: Records
  readonly sender?: Parameters<typeof senderProof>[0]
  readonly signing?: object
}

const direct: Handover = {
  envelopeFrom: 'vera@bank.test',
  remoteAddress: '198.51.100.9',
  helo: 'client.test',
  isRelayed: false,
  relayName: undefined,
}

async function proofOf(over: Case): Promise<SenderProof> {
  const from = over.from ?? 'vera@bank.test'
  const plain = `${over.headers ?? ''}From: Vera <${from}>\r\nTo: support@desk.test\r\nSubject: Down\r\nDate: Fri, 16 Jan 2026 18:30:00 +0000\r\n\r\nIt is down.\r\n`
  const signed = over.signedBy === undefined ? plain : `${await signature(plain, over)}${plain}`
  const raw = over.change ? over.change(signed) : signed
  const resolver = resolverFor({ ...bank, ...shop, ...over.records })
  const facts = await senderFacts(Readable.from([Buffer.from(raw)]), { ...direct, ...over.handover }, resolver.resolve)
  return senderProof(over.sender ?? { address: from, reason: 'from' }, facts)
}

async function signature(plain: string, { signedBy = '', signing = {} }: Case): Promise<string> {
  const signer = { signingDomain: signedBy, selector: 's1', privateKey: keys.privateKey, ...signing }
  const { signatures, errors } = await dkimSign(plain, { ...signer, signatureData: [signer] })
  expect(errors).toEqual([])
  return signatures
}

const ownServer = { remoteAddress: '192.0.2.1' }

describe('proven is a mail', () => {
  test.each<[string, Case, string]>([
    ['that its domain signed, whoever sent it', { signedBy: 'bank.test' }, 'signed by bank.test'],
    ['that a server of its domain sent', { handover: ownServer }, 'sent by a server of bank.test'],
    [
      'signed below its domain, which publishes no policy',
      { from: 'a@shop.test', signedBy: 'mail.shop.test', handover: { envelopeFrom: 'x@else.test' } },
      'signed by mail.shop.test',
    ],
    [
      'from a server of a domain that publishes no policy',
      { from: 'a@shop.test', handover: { envelopeFrom: 'a@shop.test', remoteAddress: '192.0.2.7' } },
      'sent by a server of shop.test',
    ],
    [
      'signed, through a relay of ours',
      { signedBy: 'bank.test', handover: { isRelayed: true, remoteAddress: '10.0.0.5' } },
      'signed by bank.test',
    ],
    [
      'that our relay found proven',
      {
        headers: 'Authentication-Results: mx.desk.test (v1; (x)); dmarc=pass (p=REJECT) header.from=bank.test\r\n',
        handover: { isRelayed: true, relayName: 'mx.desk.test' },
      },
      'bank.test confirms it (DMARC)',
    ],
    [
      'whose Reply-To is of the same domain',
      { signedBy: 'bank.test', sender: { address: 'ana@it.bank.test', reason: 'reply-to' } },
      'signed by bank.test',
    ],
  ])('%s', async (_name, over, reason) => {
    expect(await proofOf(over)).toMatchObject({ verdict: 'proven', reason })
  })
})

describe('forged is a mail', () => {
  test.each<[string, Case]>([
    ['of which its domain says that it is not its own', {}],
    ['sent by a stranger whose own domain is in order', { signedBy: 'mail.shop.test' }],
    [
      'that was changed after its domain signed it',
      { signedBy: 'bank.test', change: (raw) => raw.replace('is down', 'is up') },
    ],
    ['of a domain below one that denies it', { from: 'vera@login.bank.test' }],
    [
      'whose stranger signs with names that nobody answers for',
      { signedBy: 'dead.test', records: { 's1._domainkey.dead.test TXT': down } },
    ],
    [
      'whose stranger has an envelope that nobody answers for',
      { handover: { envelopeFrom: 'x@dead.test' }, records: { 'dead.test TXT': down } },
    ],
    [
      'that our relay found forged',
      {
        headers: 'Authentication-Results: mx.desk.test; dmarc=fail policy.dmarc=reject header.from=bank.test\r\n',
        handover: { isRelayed: true, relayName: 'mx.desk.test' },
      },
    ],
  ])('%s', async (_name, over) => {
    expect(await proofOf(over)).toMatchObject({ verdict: 'forged', reason: expect.stringContaining('DMARC') })
  })
})

describe('unproven is a mail', () => {
  const ofShop: Case = { from: 'a@shop.test', handover: { envelopeFrom: 'a@shop.test' } }
  test.each<[string, Case, string]>([
    ['from elsewhere, of a domain that publishes no policy', ofShop, 'neither a signature nor the server'],
    [
      'whose domain only collects reports',
      { records: { '_dmarc.bank.test TXT': 'v=DMARC1; p=none' } },
      'asks for nothing',
    ],
    [
      'whose signature covers a part of it',
      {
        ...ofShop,
        signedBy: 'mail.shop.test',
        signing: { maxBodyLength: 4 },
        change: (raw) => `${raw}And more.\r\n`,
      },
      'covers only a part',
    ],
    ['with two senders', { headers: 'From: eve@evil.test\r\n', signedBy: 'bank.test' }, 'does not name one sender'],
    [
      'of a form that names somebody in Reply-To',
      { signedBy: 'bank.test', sender: { address: 'clara@else.test', reason: 'reply-to' } },
      'stands in Reply-To',
    ],
  ])('%s', async (_name, over, reason) => {
    expect(await proofOf(over)).toMatchObject({ verdict: 'unproven', reason: expect.stringContaining(reason) })
  })
})

describe('unknown is a mail', () => {
  test.each<[string, Case, string]>([
    ['whose domain’s name servers do not answer', { records: { '_dmarc.bank.test TXT': down } }, 'did not answer'],
    [
      'that fails while the list of its servers cannot be had',
      { records: { 'bank.test TXT': down } },
      'did not answer',
    ],
    ['through a relay of ours that says nothing', { handover: { isRelayed: true } }, 'does not say what it checked'],
    [
      'through a relay, with results that a stranger wrote',
      {
        headers: 'Authentication-Results: evil.test; dmarc=pass header.from=bank.test\r\n',
        handover: { isRelayed: true, relayName: 'mx.desk.test' },
      },
      'does not say what it checked',
    ],
    [
      'through a relay without a name, with results that a stranger wrote',
      {
        headers: 'Authentication-Results: mx.desk.test; dmarc=pass header.from=bank.test\r\n',
        handover: { isRelayed: true },
      },
      'does not say what it checked',
    ],
  ])('%s', async (_name, over, reason) => {
    expect(await proofOf(over)).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining(reason) })
  })
})

test('of a hundred signatures ten keys are looked up', async () => {
  const asked: string[] = []
  const { resolve } = boundResolver(async (domain) => {
    asked.push(domain)
    throw Object.assign(new Error('no such name'), { code: 'ENOTFOUND' })
  })
  const plain = 'From: vera@bank.test\r\nSubject: Hi\r\nDate: Fri, 16 Jan 2026 18:30:00 +0000\r\n\r\nHi\r\n'
  const signatures = await Promise.all(
    Array.from({ length: 100 }, (_, n) => signature(plain, { signedBy: `d${n}.test` })),
  )
  const raw = `${signatures.join('')}${plain}`
  await senderFacts(Readable.from([Buffer.from(raw)]), direct, resolve)
  expect(asked.filter((name) => name.includes('._domainkey.'))).toHaveLength(10)
})

test('name servers that answer nothing are silent; a stranger’s dead domain does not make them so', async () => {
  const silent = resolverFor({ 'a.test TXT': down, 'com NS': down })
  const dead = resolverFor({ 'a.test TXT': down })
  for (const one of [silent, dead]) await one.resolve('a.test', 'TXT').catch(() => undefined)
  expect([await silent.isSilent(), await dead.isSilent()]).toEqual([true, false])
})
