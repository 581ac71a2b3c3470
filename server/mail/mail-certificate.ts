import { generateKeyPair, X509Certificate } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import forge from 'node-forge'

export interface Certificate {
  readonly key: string
  readonly cert: string
}

const years = 10
const yearMilliseconds = 365 * 86_400_000

/**
 * What the mail listener shows for STARTTLS: the files that the settings name, or a certificate of its own,
 * made once and kept for the server's user alone. Between mail servers that encrypts what passes, and
 * proves nothing (RFC 7435); senders that ask for a proof need the files.
 */
export async function mailCertificate(
  files: { cert: string | undefined; key: string | undefined },
  dataFolder: string,
): Promise<Certificate> {
  if (files.cert !== undefined && files.key !== undefined)
    return { cert: await readFile(files.cert, 'utf8'), key: await readFile(files.key, 'utf8') }
  if (files.cert !== undefined || files.key !== undefined)
    throw new Error('SMTP_TLS_CERT and SMTP_TLS_KEY belong together: set both or neither.')
  const path = join(dataFolder, 'smtp-tls.pem')
  const kept = await readFile(path, 'utf8').catch(() => '')
  const pem = isUsable(kept) ? kept : await makeCertificate()
  if (pem !== kept) {
    await writeFile(`${path}.part`, pem, { mode: 0o600 })
    await rename(`${path}.part`, path)
  }
  return { key: pem, cert: pem }
}

function isUsable(pem: string): boolean {
  try {
    return new X509Certificate(pem).validToDate.getTime() > Date.now() + 30 * 86_400_000
  } catch {
    return false
  }
}

async function makeCertificate(): Promise<string> {
  const encoding = { type: 'pkcs1', format: 'pem' } as const
  const pair = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: encoding,
    privateKeyEncoding: encoding,
  })
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(pair.publicKey)
  // A serial number is positive: its first digit keeps the highest bit clear.
  certificate.serialNumber = `01${forge.util.bytesToHex(forge.random.getBytesSync(15))}`
  certificate.validity.notBefore = new Date(Date.now() - 86_400_000)
  certificate.validity.notAfter = new Date(Date.now() + years * yearMilliseconds)
  const name = [{ name: 'commonName', value: 'Bellwether mail listener' }]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.sign(forge.pki.privateKeyFromPem(pair.privateKey), forge.md.sha256.create())
  return `${pair.privateKey}${forge.pki.certificateToPem(certificate).replaceAll('\r', '')}`
}
