/** What this installation is: empty, an organisation's, or a demo with a clock of its own; and its secret. */
export { clockOf } from './clock-of.ts'
export { eraseRecords } from './erase-records.store.ts'
export { installationChanged } from './installation.events.ts'
export { loadInstallation } from './installation.store.ts'
export { nameInstallation } from './name-installation.ts'
export { setUpTokenOf } from './set-up-token.ts'
export { startDemo } from './start-demo.ts'
