/** A bucket, or a folder of one, and who we are there. */
export interface S3Address {
  /** Scheme, host and port. */
  readonly origin: string
  readonly bucket: string
  /** Stands before each name: empty, or folders with a slash at the end. */
  readonly prefix: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const form = 's3://KEY:SECRET@host:port/bucket/folder?region=eu-1'
const schemes: Readonly<Record<string, string>> = { 's3:': 'https', 's3+http:': 'http' }

/**
 * Reads `s3://KEY:SECRET@host:port/bucket/folder?region=eu-1`; `s3+http://` does without TLS. Key and secret
 * are percent-encoded like everything in an address. What it throws shows nothing of them.
 */
export function readS3Address(text: string): S3Address {
  const url = URL.parse(text)
  if (!url) throw new Error(`It is ${form}, with / in the secret written as %2F`)
  const scheme = schemes[url.protocol]
  if (!scheme) throw new Error(`It begins with s3://, or with s3+http:// where the way to the store is your own`)
  const place = URL.parse(`${scheme}://${url.host}`)
  if (!url.host || !place) throw new Error(`It names the host of the store: ${form}`)
  const [accessKeyId, secretAccessKey] = [decoded(url.username), decoded(url.password)]
  if (!accessKeyId || !secretAccessKey) throw new Error(`It has a key and its secret before the host: ${form}`)
  return { origin: place.origin, ...placeOf(url), region: regionOf(url), accessKeyId, secretAccessKey }
}

/** What nobody encodes and every store takes. */
const plainName = /^[\w-](?:[\w.-]{0,61}[\w-])?$/

function placeOf({ pathname }: URL): Pick<S3Address, 'bucket' | 'prefix'> {
  const [bucket = '', ...folders] = pathname.split('/').filter((part) => part !== '')
  if (![bucket, ...folders].every((name) => plainName.test(name)))
    throw new Error(`It names a bucket, and folders if you like, in letters, digits, dots and dashes: ${form}`)
  return { bucket, prefix: folders.map((folder) => `${folder}/`).join('') }
}

function regionOf({ searchParams, hash }: URL): string {
  const unknown = [...searchParams.keys()].find((name) => name !== 'region')
  if (unknown !== undefined || hash !== '') throw new Error(`After the bucket it has nothing but region: ${form}`)
  return searchParams.get('region') || 'us-east-1'
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Error('A % in its key or secret is written as %25')
  }
}
