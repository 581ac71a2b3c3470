/* Everyone of the demo: no name begins like another, so that nobody who plays takes one person for another. */

/** Who a visitor of the demo is. */
export const visitor = { name: 'Sam Okafor', email: 'sam@demo.example', timeZone: 'Europe/London' }

/** The visitor's colleagues. */
export const staff = {
  ines: { name: 'Ines Moreau', email: 'ines@demo.example', teams: ['infrastructure'], timeZone: 'Europe/Paris' },
  yuki: { name: 'Yuki Arai', email: 'yuki@demo.example', teams: ['infrastructure'], timeZone: 'Asia/Tokyo' },
  lena: { name: 'Lena Brandt', email: 'lena@demo.example', teams: ['network'], timeZone: 'Europe/Berlin' },
  priya: { name: 'Priya Nair', email: 'priya@demo.example', teams: ['product'], timeZone: 'Asia/Kolkata' },
  tom: { name: 'Tom Reyes', email: 'tom@demo.example', teams: ['support'], timeZone: 'America/Los_Angeles' },
}

/** Who deploys: colleagues, and two whom support does not meet. */
export const deployers = {
  ines: staff.ines.name,
  otto: 'Otto Lindgren',
  yuki: staff.yuki.name,
  lena: staff.lena.name,
  bea: 'Bea Whitfield',
  priya: staff.priya.name,
}

const split = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Of contacts. */
export const firstNames = split(`
  Vera Jonas Mira Ade Luca Hana Pavel Noor Elif Kira Ravi Dalia Emil Farid Greta Hugo Ingrid Jamal Karin Leila Mateo
  Nadia Oskar Petra Quentin Rosa Stefan Tariq Ulla Viktor Wanda Xenia Yasmin Zoltan Agnes Boris Clara Dmitri Esther
  Fiona Gustav Helga Ivo Katya Lorenz Ngozi Sunita Cesar Daphne Gloria Henrik Iris Rafael`)
export const surnames = split(`
  Bergman Castillo Dubois Eriksen Fischer Garcia Haddad Ivanova Jansen Kowalski Larsen Mensah Novak Olsen Pereira Quiroga
  Romano Schmidt Takeda Ueno Vasquez Weiss Yamada Zielinski Achterberg Bianchi Chaudhry Demir Fontaine Gallagher Horvat
  Iqbal Kaya Laurent Molnar Nakamura Popescu Rahman Silva Tanaka Varga Wojcik Yilmaz`)

/**
 * The name of the contact of the customer of this rank. Both counts are prime, so that it comes again after more than two
 * thousand customers; those whom one fault of the story hits stand twenty ranks apart and share no first name.
 */
export function contactName(rank: number): { first: string; last: string } {
  const turn = Math.floor(rank / firstNames.length)
  const [first, last] = [firstNames[rank % firstNames.length], surnames[(5 * rank + turn) % surnames.length]]
  return { first: first ?? '', last: last ?? '' }
}
