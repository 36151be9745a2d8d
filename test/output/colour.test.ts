import { describe, expect, it } from 'vitest'
import { type ColourChoice, createTheme, wantsColour } from '../../src/output/colour.js'
import { written } from '../support/render.js'

describe('wantsColour', () => {
  const cases: [ColourChoice, boolean, Record<string, string>, boolean][] = [
    ['auto', true, {}, true],
    ['auto', true, { TERM: 'xterm-256color' }, true],
    ['auto', false, {}, false],
    ['auto', true, { TERM: 'dumb' }, false],
    ['auto', true, { NO_COLOR: '1' }, false],
    ['auto', true, { NO_COLOR: '' }, true],
    ['auto', false, { FORCE_COLOR: '1' }, true],
    ['auto', false, { FORCE_COLOR: '1', TERM: 'dumb' }, true],
    ['auto', true, { FORCE_COLOR: '0' }, false],
    ['auto', true, { FORCE_COLOR: 'false' }, false],
    ['auto', false, { FORCE_COLOR: '' }, false],
    ['auto', true, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['always', false, { NO_COLOR: '1', TERM: 'dumb' }, true],
    ['never', true, { FORCE_COLOR: '1' }, false],
  ]
  it.each(cases)('%s, terminal %s, %j: %s', (choice, isTTY, environment, wanted) => {
    expect(wantsColour(choice, { isTTY }, environment)).toBe(wanted)
  })

  it('takes a stream that says nothing for no terminal', () => {
    expect(wantsColour('auto', {}, {})).toBe(false)
  })
})

describe('createTheme', () => {
  it('gives sequences that take no columns, and nothing without colours', () => {
    const { error, label } = createTheme(true)
    expect(written((out) => out.label(error.on))).toBe('\x1b[91m')
    expect(written((out) => out.label(error.off))).toBe('\x1b[39m')
    expect(error.on.columns).toBe(0)
    expect(label.on.length).toBe(0)
    for (const { on, off } of Object.values(createTheme(false))) expect(on.length + off.length).toBe(0)
  })
})
