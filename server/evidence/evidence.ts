/**
 * What the systems did: events of every kind, the classes of their errors, deploys and roll-outs,
 * and the explanation that joins them. Events are kept 7 days, errors 90. Knows no detector and no
 * ticket. Functions that ask the engine throw `evidence-unavailable` while it is away.
 */
export { recordDeploy, type NewDeploy } from './deploys/record-deploy.ts'
export { recordRollOut } from './deploys/record-roll-out.ts'
export { getDeploy, getRollOut, listDeploys } from './deploys/list-deploys.ts'
export { listEvents } from './reading/list-events.ts'
export { getTimeline, listAttributeValues, listErrorClasses } from './reading/get-timeline.ts'
export type { EventFilter } from './reading/event-filter.ts'
export { explainClass, type ExplanationQuestion } from './explanation/explain-class.ts'
export {
  countErrors,
  countTrafficMinutes,
  evidenceWatermark,
  listAffectedCustomers,
  type ErrorQuestion,
} from './count-errors.ts'
export { listNewClasses, type NewClass } from './list-new-classes.ts'
export { eraseEvidence, forgetOldEvidence } from './forget-evidence.ts'
