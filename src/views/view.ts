import type { Message } from '../dissect/message.js'

/** Prints messages, one after the other, into a ByteWriter it was made with. */
export interface View {
  message(message: Message): void
  /** After the last message. */
  end(): void
}

export interface ViewOptions {
  /** Columns to wrap at. */
  readonly width: number
  readonly colour: boolean
  /** Show fields of role `secret` instead of masking them. */
  readonly showSecrets: boolean
}
