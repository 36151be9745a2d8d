import type { FieldDef, Names } from '../fields/definition.js'
import type { Label } from '../output/label.js'

/** Something kept for each field definition, found by its id. */
export class PerField<T> {
  readonly #values: (T | undefined)[] = []

  get(def: FieldDef): T | undefined {
    return this.#values[def.id]
  }

  /** The same by a definition's id, for those who can do without the definition. */
  at(id: number): T | undefined {
    return this.#values[id]
  }

  set(def: FieldDef, value: T): T {
    // No holes, which would make the array slow.
    while (this.#values.length <= def.id) this.#values.push(undefined)
    this.#values[def.id] = value
    return value
  }
}

/** The names of an enumeration as a view shows them: each is encoded when it is first met. Undefined for a number without a name. */
export function nameLabels(
  names: Names,
  render: (value: number, name: string) => Label,
): (value: number) => Label | undefined {
  const labels = new Map<number, Label>()
  return (value) => {
    const known = labels.get(value)
    if (known) return known
    const name = names.get(value)
    if (name === undefined) return undefined
    const label = render(value, name)
    labels.set(value, label)
    return label
  }
}
