import { Link } from '@tanstack/react-router'
import bell from '../ui/bell.svg'
import styles from './brand.module.css'

export function Brand({ organisation }: { organisation: string | null }) {
  return (
    <Link to="/desk" className={styles.brand}>
      <BellMark />
      <span className={styles.words}>
        <span className={styles.name}>Bellwether</span>
        {organisation !== null && <span className={styles.organisation}>{organisation}</span>}
      </span>
    </Link>
  )
}

export function BellMark({ size = 26 }: { size?: number }) {
  return <img src={bell} alt="" width={size} height={size} />
}
