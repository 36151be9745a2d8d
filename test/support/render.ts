import type { Message } from '../../src/dissect/message.js'
import { ByteWriter } from '../../src/output/byte-writer.js'
import { CollectingSink } from '../../src/output/sink.js'
import type { ViewKind } from '../../src/views/kinds.js'
import type { ViewOptions } from '../../src/views/view.js'
import { Printer } from './print.js'

/** What `write` writes, as text. `capacity` is the size of the output buffer. */
export function written(write: (out: ByteWriter) => void, capacity?: number): string {
  const sink = new CollectingSink()
  const out = new ByteWriter(sink, capacity)
  write(out)
  out.flush()
  return sink.text
}

/** What a view prints for messages. */
export function render(
  kind: ViewKind,
  messages: readonly Message[],
  options: Partial<ViewOptions> = {},
): string {
  const printer = new Printer(kind, options)
  for (const message of messages) printer.view.message(message)
  return printer.text()
}
