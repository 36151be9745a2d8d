import type { DissectOptions } from '../../../src/dissect/dissector.js'
import type { Slot } from '../../../src/dissect/slots.js'
import type { SecretLabel } from '../../../src/secrets/label.js'
import { sameName } from '../blocks/names.js'
import { MAX_ACCOUNTS } from '../limits.js'

/** `OSCAR_PASSWORD SCREENNAME PASSWORD` of a key file. */
export const OSCAR_PASSWORD: SecretLabel = { name: 'OSCAR_PASSWORD', words: ['SCREENNAME', 'PASSWORD'] }

/** A password, and where it is known from (`keys.txt line 3`). */
export interface KnownPassword {
  readonly password: string
  readonly from: string
}

/** Passwords by screen name as servers compare it. */
class Passwords {
  #byName: Map<string, KnownPassword[]> | undefined

  of(name: string, options: DissectOptions): readonly KnownPassword[] {
    return this.#index(options).get(sameName(name)) ?? []
  }

  learn(name: string, password: string, options: DissectOptions): void {
    const index = this.#index(options)
    if (!options.secrets.learn(OSCAR_PASSWORD, [name, password])) return
    if (index.size < MAX_ACCOUNTS) add(index, name, { password, from: 'traffic' })
  }

  #index({ secrets }: DissectOptions): Map<string, KnownPassword[]> {
    if (this.#byName) return this.#byName
    this.#byName = new Map()
    for (const { words, from } of secrets.of(OSCAR_PASSWORD)) {
      add(this.#byName, words[0]!, { password: words[1]!, from })
    }
    return this.#byName
  }
}

function add(index: Map<string, KnownPassword[]>, name: string, known: KnownPassword): void {
  const key = sameName(name)
  const others = index.get(key)
  if (others) others.push(known)
  else index.set(key, [known])
}

/** Lasts over all passes of a run. */
export const PASSWORDS: Slot<Passwords> = { name: 'oscar.passwords', make: () => new Passwords() }
