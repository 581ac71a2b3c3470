import { expect, test } from 'vitest'
import { readSettings } from '../config/settings.ts'
import { readS3Address } from './s3-address.ts'

const usual = {
  origin: 'https://store.test',
  bucket: 'desk-files',
  prefix: '',
  region: 'us-east-1',
  accessKeyId: 'KEY',
  secretAccessKey: 'SECRET',
}

test.each<[string, Partial<typeof usual>]>([
  ['s3://KEY:SECRET@store.test/desk-files', {}],
  ['s3://KEY:SECRET@store.test/desk-files/', {}],
  ['s3://KEY:SECRET@store.test:9000/desk-files?region=eu-1', { origin: 'https://store.test:9000', region: 'eu-1' }],
  ['s3+http://KEY:SECRET@10.0.0.7:9000/desk-files', { origin: 'http://10.0.0.7:9000' }],
  ['s3://KEY:SECRET@[::1]:9000/desk-files', { origin: 'https://[::1]:9000' }],
  ['s3://KEY:SECRET@store.test/shared.bucket/desk/files', { bucket: 'shared.bucket', prefix: 'desk/files/' }],
  ['s3://team%3Aame:a%2Fb+c%3D%25@store.test/desk-files', { accessKeyId: 'team:ame', secretAccessKey: 'a/b+c=%' }],
])('%s is understood', (text, over) => {
  expect(readS3Address(text)).toEqual({ ...usual, ...over })
})

test.each([
  ['KEY:SECRET@store.test/desk-files', 'It begins with s3://'],
  ['https://KEY:SECRET@store.test/desk-files', 'It begins with s3://'],
  ['s3://KEY:SEC/RET@store.test/desk-files', 'with / in the secret written as %2F'],
  ['s3://KEY:SEC#RET@store.test/desk-files', 'It is s3://'],
  ['s3://KEY:SEC%RET@store.test/desk-files', 'is written as %25'],
  ['s3://KEY@store.test/desk-files', 'It has a key and its secret'],
  ['s3://:SECRET@store.test/desk-files', 'It has a key and its secret'],
  ['s3:///desk-files', 'It names the host'],
  ['s3://KEY:SECRET@store.test', 'It names a bucket'],
  ['s3://KEY:SECRET@store.test/desk%20files', 'It names a bucket'],
  ['s3://KEY:SECRET@store.test/desk-files/a b', 'It names a bucket'],
  ['s3://KEY:SECRET@store.test/desk-files?regoin=eu-1', 'nothing but region'],
  ['s3://KEY:SECRET@store.test/desk-files#eu-1', 'nothing but region'],
])('%s is refused with what to do, and shows nothing of the secret', (text, says) => {
  const refused = () => readSettings({ FILES_URL: text })
  expect(refused).toThrow(`FILES_URL: `)
  expect(refused).toThrow(says)
  expect(refused).not.toThrow(/SEC[^R]|store\.test/)
})
