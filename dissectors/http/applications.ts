import type { Cursor } from '../../src/dissect/cursor.js'
import type { Application, Content } from './application.js'
import type { Exchange } from './requests.js'

/** Several applications as one: the first that knows a body reads it. */
export class Applications implements Application {
  readonly #all: readonly Application[]

  constructor(...all: readonly Application[]) {
    this.#all = all
  }

  isSecret(target: string): boolean {
    return this.#all.some((one) => one.isSecret(target))
  }

  request(at: Cursor, target: string, exchange: Exchange | undefined): void {
    for (const one of this.#all) one.request(at, target, exchange)
  }

  body(at: Cursor, content: Content): boolean {
    return this.#all.some((one) => one.body(at, content))
  }
}
