import { describe, expect, test } from 'vitest'
import type { CustomerField } from '@bellwether/contract/customers.ts'
import { readCustomers as readWith } from './read-customers.ts'

const readCustomers = (text: string, fields: readonly CustomerField[] = []) => readWith(text, fields)

const acme = {
  key: 'acme',
  name: 'Acme, Inc.',
  plan: 'pro',
  sites: ['shop.acme.test', 'acme.test'],
  contacts: [
    { name: 'Vera', email: 'vera@acme.test' },
    { name: 'bo@acme.test', email: 'bo@acme.test' },
  ],
}

describe('customers are read', () => {
  test.each([
    [
      'commas',
      'key,name,plan,sites,contacts\nacme,"Acme, Inc.",pro,"shop.acme.test acme.test","Vera <vera@acme.test>, bo@acme.test"',
    ],
    [
      'semicolons',
      'Key;Name;Plan;Sites;Contacts\r\nacme;Acme, Inc.;Pro;shop.acme.test,acme.test;Vera <vera@acme.test>,bo@acme.test\r\n',
    ],
    [
      'tabs',
      'Customer ID\tCompany\tTier\tDomains\tE-mail\nacme\tAcme, Inc.\tPRO\thttps://Shop.acme.test/x acme.test.\tVera <vera@acme.test>;bo@acme.test',
    ],
    [
      'commas',
      '\uFEFFkey,name,plan,sites,contacts\n\n"acme","Acme, Inc.","pro","shop.acme.test\nacme.test","Vera <vera@acme.test>|bo@acme.test"\n,,,,\n',
    ],
  ])('from columns between %s', async (separator, text) => {
    const read = await readCustomers(text)
    expect(read).toMatchObject({ separator, customers: [acme], refused: [], trouble: null })
  })

  test('in whatever order the columns are, with those that are not known left', async () => {
    const { customers, columns } = await readCustomers('notes,name,VIP,id\nx,Beta,yes,b')
    expect(customers).toEqual([
      { key: 'b', name: 'Beta', isVip: true, sites: [], mailDomains: [], contacts: [], fields: {} },
    ])
    expect(columns.left).toEqual(['notes'])
  })

  test('with what they have in fields of one’s own, by key or by name', async () => {
    const field = (key: string, kind: CustomerField['kind'], choices: string[] = []) => ({
      key,
      name: `The ${key}`,
      kind,
      choices,
      customers: 0,
    })
    const fields = [
      field('seats', 'number'),
      field('region', 'choice', ['North', 'South']),
      field('ends', 'date'),
      field('beta', 'yes-no'),
      field('crm', 'link'),
    ]
    const { customers, refused, columns } = await readCustomers(
      [
        'key,name,The seats,REGION,ends,the beta,crm,colour',
        'a,A,12.5,north,2027-01-31,yes,https://crm.test/a,red',
        'b,B,many,East,31.1.2027,perhaps,crm.test,',
        'a,A,,,,,,',
        'a,A,13,,,,,',
      ].join('\n'),
      fields,
    )
    expect(columns.left).toEqual(['colour'])
    expect(customers.map((one) => [one.key, one.fields])).toEqual([
      ['a', { seats: 12.5, region: 'North', ends: '2027-01-31', beta: true, crm: 'https://crm.test/a' }],
    ])
    expect(refused.map(({ row }) => row)).toEqual([3, 5])
    for (const why of [
      'The seats says "many". Write a number.',
      'Choose one of North, South.',
      'The crm says "crm.test".',
    ])
      expect(refused[0]?.why).toContain(why)
    expect(refused[1]?.why).toBe('Row 2 says something else of the customer a.')
  })

  test('as one, where several rows have its key', async () => {
    const { customers, refused } = await readCustomers(
      'key,name,site,email,contact name\na,A,one.test,v@a.test,Vera\na,A,two.test,b@a.test,Bo\na,Other,,,\n',
    )
    expect(customers).toMatchObject([
      {
        sites: ['one.test', 'two.test'],
        contacts: [
          { name: 'Vera', email: 'v@a.test' },
          { name: 'Bo', email: 'b@a.test' },
        ],
      },
    ])
    expect(refused).toEqual([{ row: 4, why: 'Row 2 says something else of the customer a.' }])
  })
})

test('a row with which a customer would have too much is refused', async () => {
  const rows = Array.from({ length: 101 }, (_, row) => `a,A,c${row}@a.test`)
  const { customers, refused } = await readCustomers(`key,name,email\n${rows.join('\n')}`)
  expect(customers[0]?.contacts).toHaveLength(100)
  expect(refused).toEqual([{ row: 102, why: 'With it the customer has too many sites, domains or contacts.' }])
})

describe('what cannot be taken is said:', () => {
  test.each([
    ['a row without a key', ',Acme,,,', 'The key is missing.'],
    ['a row without anything but a key', 'a', 'The name is missing.'],
    ['an unknown plan', 'a,Acme,gold,,', 'The plan "gold" is none of free, pro and premium.'],
    ['a site that is none', 'a,Acme,,sh*p.test,', '"sh*p.test" has no hostname in it.'],
    [
      'a name that is cut at its comma',
      'a,Acme, Inc.,pro,,',
      'It has 6 cells where the first row has 5: put what holds a separator between quotes.',
    ],
    ['a contact that is none', 'a,Acme,,,Vera', '"Vera" has no e-mail address in it.'],
    ['a site of another customer', 'a,Acme,,taken.test,', 'taken.test is the customer z’s in row 2.'],
    ['an address of another customer', 'a,Acme,,,T@z.test', 't@z.test is the customer z’s in row 2.'],
  ])('%s', async (_, line, why) => {
    const { customers, refused } = await readCustomers(
      `key,name,plan,sites,contacts\nz,Z,free,taken.test,t@z.test\n${line}\nb,B,,,\n`,
    )
    expect(refused).toEqual([{ row: 3, why }])
    expect(customers.map(({ key }) => key)).toEqual(['z', 'b'])
  })

  test('a domain that everybody has, and one of another customer', async () => {
    const { customers, refused } = await readCustomers(
      'key,name,e-mail domains,account manager\na,A,@Acme.test,bo@staff.test\nb,B,gmail.com,\nc,C,acme.test,\nd,D,,Bo\n',
    )
    expect(customers).toMatchObject([{ key: 'a', mailDomains: ['acme.test'], accountManager: 'bo@staff.test' }])
    expect(refused.map(({ why }) => why)).toEqual([
      expect.stringContaining('gmail.com is a public mail provider'),
      '@acme.test is the customer a’s in row 2.',
      'The account manager "Bo" is no e-mail address of somebody on staff.',
    ])
  })

  test.each([
    ['nothing', ' \n', 'There is nothing in it.'],
    [
      'no column for the key',
      'name,plan\nAcme,pro',
      'The first row names no column for the key. It was read as: name, plan.',
    ],
    [
      'no header',
      'acme,Acme\nbeta,Beta',
      'The first row names no column for the key and the name. It was read as: acme, Acme.',
    ],
    ['a quote that does not end', 'key,name\na,"Acme\nb,Beta\n', 'A quote that begins in row 2 does not end.'],
    ['another coding', 'key,name\na,Caf\uFFFD', 'It is not UTF-8: save it as UTF-8, so that no letter is lost.'],
  ])('%s', async (_, text, trouble) => {
    expect(await readCustomers(text)).toMatchObject({ customers: [], trouble })
  })
})

test('a large file is read in linear time', async () => {
  const rows = (count: number) =>
    `key,name,sites\n${Array.from({ length: count }, (_, row) => `k${row},Name ${row},s${row}.test`).join('\n')}`
  const timeOf = async (count: number) => {
    const start = performance.now()
    expect((await readCustomers(rows(count))).customers).toHaveLength(count)
    return performance.now() - start
  }
  await timeOf(2000)
  const [small, large] = [await timeOf(2000), await timeOf(20_000)]
  expect(large).toBeLessThan(small * 40 + 200)
})
