import { type Command, type Taken, timed } from './command.js'

/** Several runs of one command. */
export class Rounds {
  readonly #taken: Taken[] = []

  add(taken: Taken): void {
    this.#taken.push(taken)
  }

  /** Medians. */
  get wall(): number {
    return median(this.#taken.map(({ wall }) => wall))
  }

  get user(): number {
    return median(this.#taken.map(({ user }) => user))
  }

  get memory(): number {
    return Math.max(...this.#taken.map(({ memory }) => memory))
  }

  /** How far the runs lie apart, as a share of the median, of user time. */
  get spread(): number {
    const users = this.#taken.map(({ user }) => user)
    return (Math.max(...users) - Math.min(...users)) / Math.max(median(users), 0.01)
  }
}

/** Runs commands in turn, so many times each: what else the machine does then slows all of them alike. */
export function alternate<K extends string>(
  rounds: number,
  commands: Readonly<Record<K, Command>>,
): Record<K, Rounds> {
  const names = Object.keys(commands) as K[]
  const results = Object.fromEntries(names.map((name) => [name, new Rounds()])) as Record<K, Rounds>
  for (let round = 0; round < rounds; round++)
    for (const name of names) results[name].add(timed(commands[name]))
  return results
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
}
