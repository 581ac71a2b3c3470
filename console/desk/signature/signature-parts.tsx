import { signatureLettersMax } from '@bellwether/contract/signed-text.ts'
import { Button, Textarea, type TextareaProps } from '@mantine/core'
import { ProblemView } from '../../ui/problem-view.tsx'
import { t } from '../../ui/words.ts'

/** Where a signature is written. */
export const SignatureText = (props: TextareaProps) => (
  <Textarea autosize minRows={3} maxRows={10} w="100%" maxLength={signatureLettersMax} {...props} />
)

interface SaveSignatureProps {
  save: { error: Error | null; isPending: boolean }
  form: { readonly errors: object }
}

/** The end of its form: what went wrong where no field says it, and the way on. */
export const SaveSignature = ({ save, form }: SaveSignatureProps) => (
  <>
    {save.error !== null && Object.keys(form.errors).length === 0 && <ProblemView error={save.error} />}
    <Button type="submit" variant="default" loading={save.isPending}>
      {t`Save the signature`}
    </Button>
  </>
)
