/** What a signal is called: the error that it is about, or the rule that found it. */
export const signalTitle = ({
  class: of,
  rule,
}: {
  readonly class: { readonly template: string } | null
  readonly rule: { readonly name: string } | null
}): string => (of === null ? (rule?.name ?? '') : of.template.replaceAll('<*>', '…'))
