import { AskForm } from '../../desk/ask-form.tsx'
import styles from './page-link-page.module.css'

/** For anybody who has a question: nothing here is for staff. */
export function AskPage() {
  return (
    <main id="page" className={styles.page}>
      <AskForm />
    </main>
  )
}
