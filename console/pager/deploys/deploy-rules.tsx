import { type DeployRule, listDeployRules, setDeployRule } from '@bellwether/contract/pager.ts'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../call.query.ts'
import { CopyLine } from '../../ui/copy-line.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Mark } from '../../ui/mark.tsx'
import { RemoveButton } from '../../ui/remove-button.tsx'
import { Sheet } from '../../ui/sheet.tsx'
import { t } from '../../ui/words.ts'
import styles from '../sources/alert-sources.module.css'
import { DeployRuleDialog } from './deploy-rule-dialog.tsx'

/** What a deploy needs before it is let go: of all services, and of those that differ. */
export function DeployRules({ canEdit }: { canEdit: boolean }) {
  const rules = useQuery(ask(listDeployRules))
  return (
    <Sheet
      title={t`What a deploy needs`}
      about={t`A pipeline asks before it deploys whether anybody will watch customers in the hours after it. Nobody asks which day it is.`}
      side={canEdit ? <DeployRuleDialog service="" rule={null} /> : undefined}
    >
      <Loaded query={rules} rows={2}>
        {({ items, standard }) => (
          <ul className={styles.sources} aria-label={t`What a deploy needs`}>
            <li>
              <strong>{t`Every service`}</strong>
              <RuleWords rule={standard} />
              {canEdit && <DeployRuleDialog service={null} rule={standard} />}
            </li>
            {items.map(({ service, rule }) => (
              <li key={service}>
                <strong>{service}</strong>
                <RuleWords rule={rule} />
                {canEdit && <DeployRuleDialog service={service} rule={rule} />}
                {canEdit && (
                  <RemoveButton
                    name={service}
                    route={setDeployRule}
                    input={{ body: { service, rule: null } }}
                    refreshes={['/api/pager']}
                  >
                    {t`It needs what every service needs.`}
                  </RemoveButton>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <CopyLine label={t`In a pipeline, before the deploy`} text="npx bellwether deploy-window SERVICE" />
    </Sheet>
  )
}

function RuleWords({ rule: { hours, watchedHours, refuses } }: { rule: DeployRule }) {
  return (
    <>
      <Mark tone={refuses ? 'warn' : 'plain'}>{refuses ? t`refuses` : t`warns`}</Mark>
      <span className={styles.hint}>
        {watchedHours === 0
          ? t`it is always let go`
          : t`unless somebody watches now, and in ${watchedHours} of the next ${hours} hours`}
      </span>
    </>
  )
}
