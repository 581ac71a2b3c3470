import type { RotaLayer } from '@bellwether/contract/pager.ts'
import { t } from '../ui/words.ts'
import { huesOf } from './hues.ts'
import { hoursText, turnText } from './turn-text.ts'
import styles from './rota-list.module.css'

/** What each layer says, its people in the colours that they have in the calendar. */
export function LayerLines({ layers }: { layers: readonly RotaLayer[] }) {
  const hueOf = huesOf(layers, [])
  if (layers.length === 0) return <p className={styles.turn}>{t`Nobody has turns on it.`}</p>
  return (
    <ul className={styles.layers}>
      {layers.map((layer) => (
        <li key={layer.id}>
          <span className={styles.turn}>
            {[layer.name, hoursText(layer.hours), turnText(layer)].filter((part) => part !== '').join(' · ')}
          </span>
          <ul className={styles.people}>
            {layer.people.map(({ id, name }) => (
              <li key={id} data-hue={hueOf(id)}>
                {name}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
