import {
  createTheme,
  type CSSVariablesResolver,
  type ModalProps,
  type SelectProps,
  type TextareaProps,
  type TooltipProps,
} from '@mantine/core'
import { t } from './words.ts'

/** Puts a description under the first letter of its label. */
const underLabel = {
  description: { paddingInlineStart: 12 },
  labelWrapper: { minWidth: 0, overflowWrap: 'anywhere' },
} as const

export const theme = createTheme({
  fontFamily: "'Inter Variable', Inter, system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'JetBrains Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  defaultRadius: 6,
  primaryColor: 'petrol',
  primaryShade: { light: 8, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.36,
  respectReducedMotion: true,
  focusRing: 'auto',
  colors: {
    petrol: [
      '#e8f4f4',
      '#d3e8e8',
      '#a8d3d4',
      '#83d6d7',
      '#5cc3c6',
      '#36a3a8',
      '#157a82',
      '#126e76',
      '#0b5d68',
      '#084a53',
    ],
    gray: [
      '#f7f6f3',
      '#f1efea',
      '#e4e0d8',
      '#d9d4ca',
      '#cbc5b9',
      '#a39d92',
      '#7d7a73',
      '#5f6062',
      '#3c4247',
      '#1b2126',
    ],
    dark: [
      '#e5e9eb',
      '#b8c1c7',
      '#98a3aa',
      '#5b6870',
      '#2d373d',
      '#222a2f',
      '#1a2025',
      '#161b1f',
      '#101417',
      '#0b0e10',
    ],
  },
  // Named, not imported: the first page needs few of them.
  components: {
    InputWrapper: { styles: { description: { fontSize: 12 } } },
    Button: { defaultProps: { size: 'sm' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': t`Close the notice` } } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Textarea: {
      defaultProps: { size: 'sm', autosize: true, minRows: 3, maxRows: 16 } satisfies Partial<TextareaProps>,
    },
    Select: {
      defaultProps: { size: 'sm', allowDeselect: false, checkIconPosition: 'right' } satisfies Partial<SelectProps>,
    },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true } satisfies Partial<TooltipProps> },
    Checkbox: { defaultProps: { size: 'sm' }, styles: underLabel },
    Radio: { defaultProps: { size: 'sm' }, styles: underLabel },
    Modal: {
      defaultProps: {
        size: 'lg',
        centered: false,
        closeButtonProps: { 'aria-label': t`Close the dialog` },
        overlayProps: { backgroundOpacity: 0.45 },
        // Its header is the dialog's own: the page has one banner, which it covers.
        attributes: { header: { role: 'presentation' } },
      } satisfies Partial<ModalProps>,
    },
  },
})

export const tokensForMantine: CSSVariablesResolver = () => {
  const followTokens = {
    '--mantine-color-body': 'var(--sheet)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-dim)',
    '--mantine-color-placeholder': 'var(--ink-dim)',
    '--mantine-color-default-border': 'var(--hairline-strong)',
    '--mantine-color-error': 'var(--danger)',
    '--mantine-color-anchor': 'var(--accent-ink)',
  }
  return { variables: {}, light: followTokens, dark: followTokens }
}
