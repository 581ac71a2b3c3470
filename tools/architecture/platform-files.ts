/** What modules may use of the platform, without `server/platform/`; everything else is its own business. */
export const platformFiles: readonly string[] = [
  // what a verb is made of
  'context.ts',
  'permissions.ts',
  'problem.ts',
  'audit/record-audit.ts',
  'database/among.ts',
  'database/condition-sql.ts',
  'database/in-transaction.ts',
  'database/page-by-key.ts',
  'events/announce.ts',
  'events/event.ts',
  'jobs/send-jobs.ts',
  'jobs/start-jobs.ts',
  'http/handle.ts',
  // time
  'clock/clock.ts',
  'calendar/calendar.ts',
  'calendar/past-instants.ts',
  'calendar/working-clock.ts',
  // what strangers send, and where it is kept
  'apart/run-apart.ts',
  'apart/serve-apart.ts',
  'config/built-in-addresses.ts',
  'config/port-trouble.ts',
  'each-apart.ts',
  'files/doomed-file.store.ts',
  'files/file.store.ts',
  'files/remove-doomed.ts',
  'files/drafts.ts',
  'files/file-store.ts',
  'files/sync-folder.ts',
  'files/open-stored.ts',
  'http/credentials.ts',
  'one-line.ts',
  // the net, and links that let somebody in
  'links/secret-token.ts',
  'links/signed-token.ts',
  'net/address-of.ts',
  'net/internal-addresses.ts',
  'net/post-outside.ts',
  // what is kept of somebody, and that it is no more
  'erasing/address-pattern.rules.ts',
  'erasing/addresses-in-records.store.ts',
  'erasing/erased.ts',
  // the evidence engine
  'engine/engine.ts',
]
