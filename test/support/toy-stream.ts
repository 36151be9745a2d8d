import type { Dissector, Session } from '../../src/dissect/dissector.js'
import { bytes, layer, u8 } from '../../src/fields/index.js'

/** A tiny stream protocol for tests of the engine: marker 0x2a, a length byte, so many bytes. */
export const TOY = layer('toy', {
  marker: u8({ base: 'hex' }),
  length: u8({ role: 'length' }),
  body: bytes(),
})

export const toy: Dissector = {
  name: 'toy',
  title: 'Toy',
  transport: 'tcp',
  ports: [[7000, 7000]],
  detect: (b, start) => (b[start] === 0x2a ? 60 : 0),
  open: () => new ToySession(),
}

class ToySession implements Session {
  readonly dissector = toy

  cut(b: Uint8Array, start: number, end: number): number {
    if (b[start] !== 0x2a) {
      const next = b.subarray(start, end).indexOf(0x2a)
      return next < 0 ? start - end : -next
    }
    if (end - start < 2) return 0
    const size = 2 + b[start + 1]!
    return size > end - start ? 0 : size
  }

  dissect(at: Parameters<Session['dissect']>[0], message: Parameters<Session['dissect']>[1]): void {
    at.read(TOY.marker)
    const length = at.read(TOY.length)
    message.type = `toy ${length}`
    at.enter(length, TOY.length)
    at.rest(TOY.body)
    at.leave()
  }
}
