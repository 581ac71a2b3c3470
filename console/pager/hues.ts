/** As many as there are colours that tell neighbours apart. */
const hues = 10

/** A colour for each person of a rota, the same whatever is shown of it; whoever stands in comes after them. */
export function huesOf(
  layers: readonly { people: readonly { id: string }[] }[],
  others: readonly string[],
): (id: string) => string {
  const known = new Set([...layers.flatMap(({ people }) => people.map(({ id }) => id)), ...others])
  const places = new Map([...known].map((id, place) => [id, String(place % hues)]))
  return (id) => places.get(id) ?? '0'
}

/** "Bo Lindqvist" is BL: what stands where there is no room for a name. */
export const initialsOf = (name: string): string =>
  name
    .split(/[\s-]+/)
    .slice(0, 2)
    .map((part) => /^./u.exec(part)?.[0] ?? '')
    .join('')
