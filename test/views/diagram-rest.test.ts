import { expect, it } from 'vitest'
import { bytes, derived, layer, u8 } from '../../src/fields/index.js'
import { render } from '../support/render.js'
import { startMessage } from '../support/sample-messages.js'

const F = layer('diagramrest', {
  one: u8(),
  none: bytes(),
  link: derived({ shown: 'message' }),
  time: derived({ shown: 'duration', inline: true }),
})

it('has inline values behind a value without bytes on its line', () => {
  const { message, at } = startMessage(Uint8Array.of(1))
  at.read(F.one)
  at.derive(F.link, 8)
  at.derive(F.time, 0.05)
  at.take(F.none, 0)
  at.derive(F.time, 0.5)
  const lines = render('diagram', [message]).split('\n')
  expect(lines.slice(-3).map((line) => line.trim())).toEqual(['link #8 = 50 ms', 'none empty = 500 ms', ''])
  expect(lines.join('\n')).toContain('/- one 1\n')
})
