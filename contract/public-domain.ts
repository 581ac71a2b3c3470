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

/** Whether everybody may have an address at this domain, in lower case. */
export const isPublicDomain = (domain: string): boolean => publicDomains.has(domain) || publicNames.test(domain)
