import { t } from '../../ui/words.ts'

/** The places of the settings, as they stand side by side. */
export const settingsSections = [
  { name: 'people', title: t`People and teams` },
  { name: 'me', title: t`You` },
  { name: 'rotas', title: t`Rotas` },
  { name: 'paging', title: t`Paging` },
  { name: 'snippets', title: t`Snippets` },
  { name: 'rules', title: t`Rules` },
  { name: 'recurring', title: t`Recurring` },
  { name: 'targets', title: t`Response targets` },
  { name: 'customer-fields', title: t`Fields` },
  { name: 'mail', title: t`Mail` },
  { name: 'intake', title: t`Evidence intake` },
  { name: 'tokens', title: t`Tokens` },
  { name: 'privacy', title: t`Personal data` },
] as const
export type SettingsSection = (typeof settingsSections)[number]['name']
