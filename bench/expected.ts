import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Printed } from './command.js'

const FILE = fileURLToPath(new URL('../../bench/expected.json', import.meta.url))

/** What slx printed when somebody looked at it last: by traffic and size, then by job. */
export class Expected {
  readonly #jobs: Record<string, Record<string, string>>
  readonly #update: boolean
  readonly faults: string[] = []

  constructor(update: boolean) {
    this.#update = update
    this.#jobs = existsSync(FILE) ? JSON.parse(readFileSync(FILE, 'utf8')) : {}
  }

  /** Takes note of a fault when the output is another, or says with `update` that it is right now. */
  check(capture: string, job: string, { bytes, sha256 }: Printed): void {
    const is = `${bytes} ${sha256}`
    const was = this.#jobs[capture]?.[job]
    if (this.#update) this.#jobs[capture] = { ...this.#jobs[capture], [job]: is }
    else if (was === undefined)
      this.faults.push(`${capture} ${job}: nothing is recorded for it yet; --update does`)
    else if (was !== is) this.faults.push(`${capture} ${job}: printed ${is}, but recorded is ${was}`)
  }

  /** Lines of the summary are messages, of which the capture's maker knows the number. */
  checkCount(capture: string, is: number, should: number): void {
    if (is !== should) this.faults.push(`${capture}: ${is} messages were found, but it holds ${should}`)
  }

  save(): void {
    if (this.#update) writeFileSync(FILE, `${JSON.stringify(this.#jobs, undefined, 2)}\n`)
  }
}
