import { deployers, staff, visitor } from '../demo-names.ts'

/** Trouble that is over; times are minutes from its first error. */
export interface PastTrouble {
  readonly daysBefore: number
  /** Of the day, UTC. */
  readonly startsAt: string
  /** Customers without this feature did not notice. */
  readonly feature: string
  readonly team: string
  readonly text: {
    readonly title: string
    readonly claim: string
    readonly reproduction: string
    readonly frequency: string
    readonly impact: string
    readonly ask: string
  }
  readonly reportedAfter: number
  readonly handedOffAfter: number
  readonly recoveredAfter: number
  readonly timeline: readonly { readonly after: number; readonly who: string; readonly what: string }[]
  /** What customers wrote, one after the other. */
  readonly asked: readonly (readonly [string, string])[]
  readonly seen: string
  readonly over: string
}

export const pastTroubles: readonly PastTrouble[] = [
  {
    daysBefore: 50,
    startsAt: '09:12',
    feature: 'image',
    team: 'network',
    text: {
      title: 'Images answer 503 in one point of presence',
      claim:
        'Since 09:12 UTC resized images answer 503 in pop3, and nowhere else. It began with the change of the cache index there.',
      reproduction:
        'Ask for any resized image through pop3: curl -sI --resolve www.example.com:443:192.0.2.3 "https://www.example.com/a.jpg?w=300" answers 503 about every second time.',
      frequency: 'About half of the resized images in pop3; a few hundred errors a minute.',
      impact: 'Shops of at least 40 customers show gaps where pictures belong, to visitors who are near pop3.',
      ask: 'Take the new cache index of pop3 back, or take pop3 out of the rotation until it is mended.',
    },
    reportedAfter: 21,
    handedOffAfter: 26,
    recoveredAfter: 74,
    timeline: [
      { after: 0, who: deployers.bea, what: 'turned on the new cache index in pop3' },
      { after: 21, who: visitor.name, what: 'drafted the report: three customers, one point of presence' },
      { after: 26, who: visitor.name, what: 'handed the report off to Network' },
      { after: 29, who: staff.lena.name, what: 'acknowledged the page' },
      { after: 38, who: staff.lena.name, what: 'took pop3 out of the rotation' },
      { after: 59, who: deployers.bea, what: 'took the new index back' },
      { after: 74, who: staff.lena.name, what: 'brought pop3 back: no 503 for fifteen minutes' },
      { after: 7300, who: deployers.bea, what: 'added the missing size to the tests of the index' },
    ],
    asked: [
      [
        'Product pictures missing',
        'Some product pictures on {site} do not load since a quarter of an hour. Reloading helps sometimes.',
      ],
      ['503 for images', '{site}: images with a width parameter answer 503, the originals are fine.'],
      [
        'Broken thumbnails',
        'Half of the thumbnails on {site} are broken for our office, colleagues at home see them all.',
      ],
      [
        'Image errors in one region?',
        'Our monitor in the east reports 503 for images on {site}, all others are green.',
      ],
      ['Gallery empty', 'The gallery on {site} stays empty for some visitors. Did you change something this morning?'],
      ['Resized images fail', 'Resized images on {site} fail on and off since about 09:15 UTC.'],
    ],
    seen: 'We see it, too: resized images fail in one of our locations. The network team is on it, and I will write again as soon as it is over.',
    over: 'It is over. One location answered 503 for resized images after a change of its cache; it was taken out first and works again since. Nothing was lost, and you need not purge anything.',
  },
  {
    daysBefore: 23,
    startsAt: '13:40',
    feature: 'identity',
    team: 'infrastructure',
    text: {
      title: 'Sign-in takes ten seconds and more',
      claim: 'Since the identity deploy of 13:40 UTC signing in takes ten seconds and more; some people give up.',
      reproduction:
        'Sign in on any site with identity: the token call takes 8 to 14 seconds. Before 13:40 UTC it took a fifth of a second.',
      frequency: 'Every sign-in, some 20 a minute. Whoever is signed in already notices nothing.',
      impact:
        'About 45 customers use identity. Their members can sign in, slowly; one in ten leaves before it is done.',
      ask: 'Roll the identity service back to the version before 13:40 UTC.',
    },
    reportedAfter: 34,
    handedOffAfter: 37,
    recoveredAfter: 82,
    timeline: [
      { after: 0, who: deployers.otto, what: 'deployed the identity service' },
      { after: 34, who: visitor.name, what: 'drafted the report' },
      { after: 37, who: visitor.name, what: 'handed the report off to Infrastructure' },
      { after: 40, who: staff.ines.name, what: 'acknowledged the page' },
      { after: 52, who: staff.ines.name, what: 'accepted the rollback' },
      { after: 67, who: deployers.otto, what: 'finished the rollback' },
      { after: 82, who: staff.ines.name, what: 'said that it is over: sign-ins are as fast as before' },
      { after: 6900, who: deployers.otto, what: 'added an alert for slow sign-ins' },
    ],
    asked: [
      ['Login is very slow', 'Our members need more than ten seconds to sign in on {site} since this afternoon.'],
      ['Sign-in hangs', 'Signing in on {site} hangs on the white page, then works after a while. Is that known?'],
      ['Slow token requests', 'The token request of identity on {site} takes 12 seconds. Yesterday it took 200 ms.'],
      [
        'Customers cannot log in',
        'Several customers call and say that they cannot log in on {site}. It works for me, but slowly.',
      ],
      ['Is identity down?', 'Is identity having trouble? {site} times out for people on phones when they sign in.'],
    ],
    seen: 'Signing in is slow since this afternoon, for you and for others. The infrastructure team takes back what was deployed then. I will write again when it is over.',
    over: 'Signing in is as fast as before again: the deploy of this afternoon was taken back. Members who gave up can simply try again, nobody was locked out.',
  },
]
