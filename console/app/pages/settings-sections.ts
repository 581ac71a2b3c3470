/** The places of the settings, as they stand side by side. */
export const settingsSections = [
  { name: 'people', title: 'People and teams' },
  { name: 'me', title: 'You' },
  { name: 'rotas', title: 'Rotas' },
  { name: 'snippets', title: 'Snippets' },
  { name: 'rules', title: 'Rules' },
  { name: 'recurring', title: 'Recurring' },
  { name: 'targets', title: 'Response targets' },
  { name: 'customer-fields', title: 'Fields' },
  { name: 'mail', title: 'Mail' },
  { name: 'intake', title: 'Evidence intake' },
  { name: 'tokens', title: 'Tokens' },
  { name: 'privacy', title: 'Personal data' },
] as const
export type SettingsSection = (typeof settingsSections)[number]['name']
