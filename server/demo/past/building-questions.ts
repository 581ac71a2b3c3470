import type { PastQuestion } from './past-question.ts'

/** Of what customers build with, and of their accounts. */
export const buildingQuestions: readonly PastQuestion[] = [
  {
    asked: [
      ['VAT number on invoice', 'Our accounting needs our VAT number on the invoices. Where do we enter it?'],
      [
        'Invoice without tax ID',
        'The last invoice lacks our tax ID and cannot be booked. Please send a corrected one.',
      ],
      [
        'Billing address and VAT',
        'We moved offices. How do we change the billing address and the VAT number for coming invoices?',
      ],
      [
        'Reverse charge',
        'We are a company in another EU country and were charged VAT. The number was given when we signed up.',
      ],
      [
        'Corrected invoice needed',
        'The auditor wants the three invoices of the last quarter with our VAT number. Can you issue them again?',
      ],
    ],
    answers: [
      'Enter it under Billing, Company details. Invoices from then on carry it, and I have issued the last one again for you: it is in your list.',
      'The number was stored without its country letters and could not be checked. I corrected it and issued the invoice again; tax is taken off as it should be.',
    ],
    followUps: [
      [
        'Can the invoices go to another address as well?',
        'Yes, add it under Billing, Recipients. It gets the invoices and nothing else.',
      ],
      [
        'Thank you. And the months before?',
        'Issued again as well, back to the beginning of the year. You find all of them in the list.',
      ],
    ],
    article: { path: 'billing/vat-number-on-invoices' },
  },
  {
    asked: [
      [
        'Form submissions marked as spam',
        'Messages from the contact form on {site} end up in the spam list although they come from real customers.',
      ],
      [
        'Missing contact form entries',
        'We miss about half of the entries of our form. They are in your spam folder, we just found out.',
      ],
      [
        'Applications filtered',
        'Our job application form on {site} loses people: the entries are classified as spam. How can we turn that off?',
      ],
      ['Spam filter too strict?', 'Is the spam filter of forms stricter since this month? Real orders get caught.'],
      [
        'Form notification does not come',
        'No mail arrives when somebody fills in the form on {site}. The entries are there, but under spam.',
      ],
    ],
    answers: [
      'The filter looks at links and at how fast a form is filled in. Add the hidden trap field from our guide: with it the check is left to that, and real entries pass.',
      'I have moved the entries of the last 30 days back for you. To keep it from happening, switch the filter of this form to "challenge": doubtful senders solve a small task rather than vanish.',
    ],
    followUps: [
      [
        'Can we see why an entry was filtered?',
        'Yes, open it in the spam list: the reason stands on the right. In your case it was three links in one message.',
      ],
      [
        'Do we lose entries that stay in spam?',
        'They are kept for 30 days and then deleted. Until then you can move each of them back.',
      ],
    ],
    article: { path: 'forms/when-real-entries-are-taken-for-spam' },
  },
  {
    asked: [
      [
        'Function times out',
        'Our function on {site} ends after ten seconds with a time-out. It has to wait for a slow partner API.',
      ],
      [
        'Longer limit for functions',
        'Can the time limit of our functions be raised? A report takes about twenty seconds to build.',
      ],
      [
        '504 from function',
        'We get 504 from one function on {site}, always at the same number of seconds. Is that your limit or ours?',
      ],
      ['Import job cut off', 'An import that runs as a function is cut off in the middle. How do others do this?'],
      [
        'Timeouts on the first call',
        'The first call in the morning to our function on {site} times out, later ones are fast.',
      ],
    ],
    answers: [
      'Functions may run for ten seconds. For longer work use a background function: it answers at once and may run for fifteen minutes. The name of the file has to end in -background.',
      'The function waits for its database connection, which is opened anew each time. Open it outside of the handler so that it is kept between calls; then you stay well under the limit.',
    ],
    followUps: [
      [
        'How does the caller learn of the result then?',
        'Write the result where the page can ask for it, or call a webhook at the end. Our guide has an example of both.',
      ],
      [
        'Can we have 26 seconds for this one function?',
        'On your plan I can set that for one function, and just did. Please plan the change to a background function all the same.',
      ],
    ],
    article: { path: 'functions/time-limits' },
  },
  {
    asked: [
      [
        'Build fails since this morning',
        'The build of {site} fails with "lock file does not match". Nobody changed the lock file.',
      ],
      [
        'npm ci error in build',
        'Your build says that package.json and the lock file are not in sync. On our machines everything installs.',
      ],
      [
        'Frozen lockfile',
        'Builds stop with a message about a frozen lock file since we switched the package manager. What is missing?',
      ],
      [
        'Build works locally only',
        'Locally the build runs through, on your side it ends at the install step with a lock file error.',
      ],
      [
        'Two lock files',
        'We have a yarn.lock and a package-lock.json in the repository of {site}. Could that be why the build broke?',
      ],
    ],
    answers: [
      'The lock file was written by another version of the package manager than the build uses. Pin the version in package.json ("packageManager") and commit the lock file once more.',
      'The repository has two lock files and the build takes the first that it finds, which is the old one. Delete the one that you no longer use and it goes through.',
    ],
    followUps: [
      [
        'Can the check be turned off?',
        'It can, with a flag in the build settings, but then two builds of one commit may differ. I would rather pin the version.',
      ],
      [
        'That helped, but it is slow now. Is the cache gone?',
        'The first build after a new lock file fills the cache again. The next one is as fast as before.',
      ],
    ],
    article: { path: 'builds/lock-files' },
  },
  {
    asked: [
      [
        'Invitation mail does not arrive',
        'We invited a new colleague twice and no mail came. The spam folder is empty.',
      ],
      [
        'New member cannot join',
        'A new developer cannot accept the invitation: the link says that it is no longer valid.',
      ],
      ['Invite goes nowhere', 'Invitations to our agency do not arrive, those to ourselves do. Do you see a reason?'],
      [
        'Resend invitation',
        'Please resend the invitation to our designer. The button in the members page does nothing.',
      ],
      ['Member is stuck on pending', 'One member has been "pending" for a week. She says she never got anything.'],
    ],
    answers: [
      'Their mail server turned our mail away as unknown. I have sent it again from here; please ask them to let through mail from our domain.',
      'The invitation was valid for three days. I made a new one; it can also be copied as a link from the members page, so that no mail is needed.',
    ],
    followUps: [
      [
        'It arrived now. Can somebody be invited without mail?',
        'Yes: copy the link beside the pending name and send it by any way you like. It works once.',
      ],
      [
        'She is signed in with another address. Is that a problem?',
        'She should open the link in a private window, or add the address to her account first. Both work.',
      ],
    ],
    article: {
      whyNone: 'Each time it was the mail server of the other side; the members page says so since last month.',
    },
  },
  {
    asked: [
      [
        'Preview for a branch',
        'Can every branch of {site} get an address of its own? Our client wants to see changes before they go live.',
      ],
      [
        'Branch previews show old content',
        'The preview of our branch shows last week’s content although the build is green.',
      ],
      [
        'Password for previews',
        'Is it possible to protect branch previews with a password? Search engines found one of ours.',
      ],
      [
        'Preview uses production keys',
        'Our preview of {site} sends real orders: it uses the variables of production. How are they kept apart?',
      ],
      [
        'Previews no longer built',
        'Since yesterday no previews are built for pull requests of {site}. The main branch builds as always.',
      ],
    ],
    answers: [
      'Turn on "Branch deploys" for the site, for all branches or by name. Each gets an address that stays the same while the branch lives.',
      'Variables have a value for each context. Give the preview its own under Site, Environment; the next build of the branch takes it. A password is set at the same place.',
    ],
    followUps: [
      [
        'Are the builds of previews counted?',
        'They count as build minutes like all others. You can leave out branches by name to save some.',
      ],
      [
        'Can a preview have a domain of ours?',
        'Yes, a subdomain with a wildcard record. The setting is beside the branch names.',
      ],
    ],
    article: { path: 'deploys/branch-previews' },
  },
]
