/**
 * What the systems did: events of every kind, the classes of their errors, deploys and roll-outs,
 * and the explanation that joins them. Events are kept 7 days, errors 90. Knows no detector and no
 * ticket. Functions that ask the engine throw `evidence-unavailable` while it is away.
 */
export { recordDeploy } from './deploys/record-deploy.ts'
export { acceptRollOut } from './deploys/record-roll-out.ts'
export { absentIntake } from './intake/absent-intake.ts'
export { acceptEvents } from './intake/accept-events.ts'
export { intakeHealth } from './intake/intake-health.ts'
export { type Intake, startIntake } from './intake/start-intake.ts'
export { listRejections, listSources } from './rejections/list-rejections.ts'
export { tailChance } from './explanation/slice-chance.ts'
export { listOpenRollOuts } from './deploys/list-open-roll-outs.ts'
export { getRollOut, listDeploys } from './deploys/list-deploys.ts'
export { listEvents } from './reading/list-events.ts'
export { getTimeline, listAttributeValues, listErrorClasses } from './reading/get-timeline.ts'
export { probeTimes } from './reading/probe-times.ts'
export { listUnusualErrors } from './reading/list-unusual-errors.ts'
export { explainClass } from './explanation/explain-class.ts'
export { countErrors, countTrafficMinutes, evidenceWatermark, listAffectedCustomers } from './count-errors.ts'
export { listNewClasses } from './list-new-classes.ts'
export {
  type ClassMinute,
  firstMinuteOf,
  listMinutes,
  listNewClassMinutes,
  type Minute,
  type MinuteSpan,
  misfitsIn,
} from './list-minutes.ts'
export { eraseEvidence, forgetOldEvidence } from './forget-evidence.ts'
export {
  countTablesOfEvidence,
  eraseInEvidence,
  eventsOfPerson,
  findInEvidence,
} from './personal-data/erase-in-evidence.ts'
