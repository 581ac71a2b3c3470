import type { PastQuestion } from './past-question.ts'

/** Of how pages reach their visitors. */
export const deliveryQuestions: readonly PastQuestion[] = [
  {
    asked: [
      [
        'Purging one path',
        'We fixed a price list on {site} and visitors still get the old file. How do we purge that one path?',
      ],
      [
        'Clear cache for a single file',
        'Is there a way to clear the cache for one file only? Our editors purge all of {site} for every typo.',
      ],
      [
        'Old stylesheet after deploy',
        'After the deploy last night {site} still serves the old stylesheet to some people. Can it be invalidated alone?',
      ],
      [
        'API call for cache invalidation',
        'Our build script should invalidate one URL on {site} when it is done. Which call does that?',
      ],
      ['Stale page', 'The opening hours page on {site} has been stale for an hour. Please refresh it, or tell us how.'],
    ],
    answers: [
      'Send POST /v1/purge with the full address of the file. It takes a few seconds until every location has let go of it; everything else stays cached.',
      'You can purge a single address under Cache, Purge, or by the API call of the same name. The address is matched with its query string, so add both forms if you link to both.',
    ],
    followUps: [
      [
        'Does a star at the end work, for a whole folder?',
        'It does: a path that ends in /* purges everything below it. It counts as one purge.',
      ],
      [
        'How many purges may we send an hour?',
        'Two hundred an hour on your plan. If your build may go over that, purge the folder rather than each file.',
      ],
    ],
    article: { path: 'cache/purge-one-path' },
  },
  {
    asked: [
      [
        'Query string lost in redirect',
        'Our redirect on {site} from /shop to /store drops everything behind the question mark. Campaign links lose their tags.',
      ],
      [
        'Redirects and UTM tags',
        'Marketing complains: visits through the redirect on {site} arrive without UTM parameters. Is that a setting?',
      ],
      [
        'Redirect keeps path but not parameters',
        'The path survives our redirect rule, the parameters do not. What do we have to write?',
      ],
      [
        'Coupon links broken',
        'Coupon links like {site}/go?code=SPRING end up without the code since we moved them to redirect rules.',
      ],
      [
        'Moving old search URLs',
        'We need /search?q=x on {site} to land on /find?q=x. The rule works but q is empty afterwards.',
      ],
    ],
    answers: [
      'A rule passes the query string on only where its target says so. Add :splat for the path and the option "keep query" for the rest, then deploy.',
      'Redirects leave the query out unless the rule asks for it. Set "keep query" on the rule; a parameter that the target names itself wins over the one that came in.',
    ],
    followUps: [
      [
        'And if only one parameter should survive?',
        'Name it in the target, as in /find?q=:q. Then that one is passed on and all others are left out.',
      ],
      [
        'Will browsers that cached the old redirect see it?',
        'A permanent redirect may stay in a browser for a day. Visitors who are new to the link get the new one at once.',
      ],
    ],
    article: { path: 'redirects/keep-the-query-string' },
  },
  {
    asked: [
      [
        'Certificate expires in 5 days',
        'We got a warning that the certificate of {site} expires in five days. I thought it renews by itself?',
      ],
      [
        'Certificate not renewed',
        'Our monitor says that {site} presents a certificate which ends this week. Nothing was changed on our side.',
      ],
      [
        'TLS warning on one host name',
        'One of our host names has a certificate that was not renewed while all others were. Why that one?',
      ],
      [
        'Renewal failed',
        'The dashboard shows "renewal failed" for {site}. What do we have to do, and how much time is left?',
      ],
      [
        'HTTPS renewal after moving DNS',
        'We moved our DNS to another provider last month and now the renewal for {site} does not go through.',
      ],
    ],
    answers: [
      'The renewal asks your DNS whether the name still points to us, and a CAA record there forbids our issuer. Add the issuer that the dashboard names and press Retry.',
      'The name has an AAAA record that points elsewhere, so the check of the certificate authority does not reach us. Remove that record, or point it to us as well, and the renewal runs within the hour.',
    ],
    followUps: [
      [
        'The record is corrected. Do we have to do anything else?',
        'No. I have started the renewal again and it went through: the new certificate is valid for 90 days.',
      ],
      [
        'Will visitors see a warning until then?',
        'No, the old certificate stays in use until the new one is there, and it has not run out yet.',
      ],
    ],
    article: { path: 'domains/when-a-certificate-is-not-renewed' },
  },
  {
    asked: [
      [
        'Domain without www',
        'How do we point the domain itself, without www, to you? Our DNS provider refuses a CNAME there.',
      ],
      ['CNAME at the apex', 'Our registrar says a CNAME at the apex is not allowed. What do other customers do?'],
      ['Root domain setup', '{site} works but the bare domain shows the page of our old host. Which record is right?'],
      [
        'A record or ALIAS?',
        'We can choose between A and ALIAS for the bare domain. Which do you recommend for {site}?',
      ],
      [
        'Bare domain unreachable abroad',
        'The bare domain loads in our country and is slow from Asia; {site} is fast everywhere. Is that the DNS record?',
      ],
    ],
    answers: [
      'If your provider offers ALIAS or ANAME records, use one and point it to the name in your domain settings: it follows our network as a CNAME does. Otherwise use the A record shown there.',
      'At the apex DNS allows no CNAME. An ALIAS record is the better choice; an A record works but leads every visitor to one location first.',
    ],
    followUps: [
      [
        'How long until it works everywhere?',
        'As long as the old record was allowed to be kept: yours had an hour, so by this evening at the latest.',
      ],
      [
        'Does the mail of the domain go on working?',
        'Yes, the MX records stay as they are. Only the record for the web changes.',
      ],
    ],
    article: { path: 'domains/the-apex-and-dns' },
  },
  {
    asked: [
      [
        'Bandwidth doubled',
        'Our bandwidth on {site} doubled this month while visits did not. What is being downloaded?',
      ],
      ['Unexpected usage', 'The usage page says we are at 90 percent of our bandwidth on the tenth. Can you see why?'],
      [
        'Charged for extra bandwidth',
        'We were charged for additional bandwidth. We do not think our visitors did that.',
      ],
      ['Traffic peak at night', 'There is a peak of traffic on {site} every night at three. Is somebody scraping us?'],
      [
        'Which files use most bandwidth?',
        'Is there a list of the files that use the most bandwidth? We suspect a video on {site}.',
      ],
    ],
    answers: [
      'Most of it is one video that is loaded on every visit of the start page. Load it only when somebody presses play, or move it to a video host; the usage falls to what it was.',
      'A single crawler fetched your images again and again. I blocked it for you and took the extra off your next invoice, since its name was on our list already.',
    ],
    followUps: [
      [
        'Can we be warned before the limit?',
        'Yes, under Usage, Alerts: at any share of the limit, by mail to whom you choose.',
      ],
      [
        'How do we block such a crawler ourselves?',
        'With a rule on its user agent in the settings of the site. I sent you the one that I used.',
      ],
    ],
    article: {
      whyNone: 'What used the bandwidth was another thing each time; the usage page lists the largest files.',
    },
  },
  {
    asked: [
      ['CORS error', 'Our app calls an endpoint on {site} and the browser refuses it: no Access-Control-Allow-Origin.'],
      [
        'Fonts blocked by browser',
        'Fonts from {site} do not load on our second domain. The console says something about CORS.',
      ],
      [
        'Header missing on OPTIONS',
        'The preflight request to our function on {site} comes back without headers, the real one has them.',
      ],
      [
        'Allow origin for two domains',
        'How do we allow two origins for the JSON files on {site}? The header takes only one.',
      ],
      [
        'CORS after moving to the CDN',
        'Since we moved {site} behind your network the CORS headers of our origin are gone for cached files.',
      ],
    ],
    answers: [
      'Put the header into the headers file of the site for that path: Access-Control-Allow-Origin with your origin. For a function it has to be in the answer itself, also for OPTIONS.',
      'The file was cached for a request without an origin, so the header is missing for all. Add "Vary: Origin" at your origin and purge the path once.',
    ],
    followUps: [
      [
        'Is a star safe here?',
        'For public files yes. Not where cookies are sent along: browsers refuse it then, rightly.',
      ],
      [
        'It works in one browser and not in the other.',
        'The other one keeps preflight answers for two hours. In a private window you will see that it works.',
      ],
    ],
    article: { path: 'headers/cors' },
  },
]
