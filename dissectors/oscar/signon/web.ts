import type { Cursor } from '../../../src/dissect/cursor.js'
import type { DissectOptions } from '../../../src/dissect/dissector.js'
import type { Conversation } from '../../../src/network/conversation.js'
import type { Application, Content } from '../../http/application.js'
import { Talk } from '../talk.js'
import { readXsnac, xsnac } from './kerberos.js'

const MEDIA_TYPE = 'application/x-snac'

/** The Kerberos sign-on where it is seen as what it is, bodies of HTTP. */
export class OscarWeb implements Application {
  readonly #conversation: Conversation
  readonly #options: DissectOptions
  #talk: Talk | undefined

  constructor(conversation: Conversation, options: DissectOptions) {
    this.#conversation = conversation
    this.#options = options
  }

  isSecret(): boolean {
    return false
  }

  request(): void {}

  body(at: Cursor, { type }: Content): boolean {
    if (type !== MEDIA_TYPE && xsnac.detect(at.bytes, at.pos, at.end) === 0) return false
    this.#talk ??= new Talk(this.#conversation, this.#options)
    at.message.type += ` ${readXsnac(at, at.message, this.#talk)}`
    return true
  }
}
