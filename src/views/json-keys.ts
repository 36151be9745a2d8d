import { encode, type Label } from '../output/label.js'
import { writeJsonString } from './json-value.js'

/** A key of an object. */
export interface Key {
  readonly name: string
  /** Different for every name. */
  readonly index: number
  /** `"name":` and `,"name":`. */
  readonly first: Label
  readonly next: Label
}

/** All keys met so far, each encoded once. */
export class KeyTable {
  readonly #keys = new Map<string, Key>()

  get(name: string): Key {
    const known = this.#keys.get(name)
    if (known) return known
    const write = (comma: string) =>
      encode((out) => {
        out.ascii(comma)
        writeJsonString(out, name)
        out.byte(COLON)
      })
    const key = { name, index: this.#keys.size, first: write(''), next: write(',') }
    this.#keys.set(name, key)
    return key
  }
}

/** Which keys an object has: for each key the number of the last object that had it, so that a new object costs nothing. */
export class KeysOfObject {
  #object = 0
  #lastObject = new Float64Array(256)
  /** The number put behind a key that came again. */
  readonly #repeats = new Map<Key, number>()

  /** Begins a new object. */
  clear(): void {
    this.#object++
    if (this.#repeats.size > 0) this.#repeats.clear()
  }

  /** Takes a key into the object; false when it has it already. */
  add({ index }: Key): boolean {
    if (index >= this.#lastObject.length) this.#grow(index)
    if (this.#lastObject[index] === this.#object) return false
    this.#lastObject[index] = this.#object
    return true
  }

  /** Takes `name#2`, `name#3` or so on into an object that has the key `name`, and returns it. */
  addAgain(key: Key, table: KeyTable): Key {
    let unique = key
    while (!this.add(unique)) {
      const number = (this.#repeats.get(key) ?? 1) + 1
      this.#repeats.set(key, number)
      unique = table.get(`${key.name}#${number}`)
    }
    return unique
  }

  #grow(index: number): void {
    const larger = new Float64Array(2 * index)
    larger.set(this.#lastObject)
    this.#lastObject = larger
  }
}

const COLON = 0x3a
