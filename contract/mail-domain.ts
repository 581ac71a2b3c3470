import { z } from 'zod'
import './sentences.ts'

/** Where everybody may have an address: who writes from there is nobody's by that. */
const publicDomains: ReadonlySet<string> = new Set([
  '126.com',
  '163.com',
  'aol.com',
  'fastmail.com',
  'free.fr',
  'gmail.com',
  'googlemail.com',
  'hey.com',
  'icloud.com',
  'libero.it',
  'mac.com',
  'mail.com',
  'mail.ru',
  'me.com',
  'msn.com',
  'orange.fr',
  'pm.me',
  'proton.me',
  'protonmail.com',
  'qq.com',
  'rocketmail.com',
  't-online.de',
  'tuta.com',
  'tutanota.com',
  'wanadoo.fr',
  'web.de',
  'ymail.com',
  'zohomail.com',
])

/** These have a domain in each country. */
const publicNames = /^(?:gmx|hotmail|live|outlook|yahoo|yandex)\.(?:com?\.)?[a-z]{2,3}$/

const isPublic = (domain: string): boolean => publicDomains.has(domain) || publicNames.test(domain)

/** A domain at which all addresses are of one organisation. */
export const MailDomain = z
  .string()
  .max(253)
  .toLowerCase()
  .regex(/^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+$/, 'Write a domain such as acme.example.')
  .refine((domain) => !isPublic(domain), {
    error: ({ input }) =>
      `${String(input)} is a public mail provider: anybody may have an address there. Name its contacts instead.`,
  })
  .meta({ examples: ['acme.example'] })
