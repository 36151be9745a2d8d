import type { SecretLabel } from './label.js'

/** One line of a key file, or one secret learned from traffic. */
export interface Secret {
  readonly label: SecretLabel
  /** The words after the label; text in quotes comes without them. */
  readonly words: readonly string[]
  /** Where it comes from: `keys.txt line 3`, or `traffic`. */
  readonly from: string
}

/** Secrets remembered at most; learning stops there. */
export const MAX_SECRETS = 100_000

/** The secrets of a run: those the user gave and those sessions learn from the traffic itself. */
export class Secrets {
  readonly #given: Secret[] = []
  readonly #learned: Secret[] = []
  readonly #known = new Set<string>()
  readonly #byFirst = new Map<string, Secret[]>()

  /** Those of one kind; what the user gave comes first. */
  of(label: SecretLabel): Secret[] {
    return [...this.#given, ...this.#learned].filter((secret) => secret.label === label)
  }

  /** Times that one was not learned because there were too many. */
  dropped = 0

  /** Those of one kind whose first word (an account, in any case) is this; what the user gave comes first. */
  about(label: SecretLabel, first: string): readonly Secret[] {
    return this.#byFirst.get(selectorOf(label, first)) ?? []
  }

  /** What sessions learned, in order. */
  get learned(): readonly Secret[] {
    return this.#learned
  }

  give(secret: Secret): void {
    this.#known.add(keyOf(secret))
    this.#given.push(secret)
    this.#index(secret)
  }

  /** Adds a secret found in traffic; false when it is known already (or there are too many). */
  learn(label: SecretLabel, words: readonly string[], from = 'traffic'): boolean {
    const secret = { label, words, from }
    const key = keyOf(secret)
    if (this.#known.has(key)) return false
    if (this.#known.size >= MAX_SECRETS) {
      this.dropped++
      return false
    }
    this.#known.add(key)
    this.#learned.push(secret)
    this.#index(secret)
    return true
  }

  /** Knows again only what the user gave. */
  forgetLearned(): void {
    this.#learned.length = 0
    this.dropped = 0
    this.#known.clear()
    this.#byFirst.clear()
    for (const secret of this.#given) {
      this.#known.add(keyOf(secret))
      this.#index(secret)
    }
  }

  #index(secret: Secret): void {
    const selector = selectorOf(secret.label, secret.words[0] ?? '')
    const others = this.#byFirst.get(selector)
    if (others) others.push(secret)
    else this.#byFirst.set(selector, [secret])
  }
}

function keyOf({ label, words }: Secret): string {
  return JSON.stringify([label.name, ...words])
}

function selectorOf({ name }: SecretLabel, first: string): string {
  return `${name} ${first.toUpperCase()}`
}
