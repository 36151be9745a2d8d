import { describe, expect, it } from 'vitest'
import { Progress } from '../../src/cli/progress.js'

/** Progress on a terminal of ours, by a clock of ours. */
function progressAt(times: { now: number }, isTTY = true, quiet = false) {
  const written: string[] = []
  const terminal = { isTTY, write: (text: string) => written.push(text) }
  return { written, progress: new Progress(quiet, terminal, () => times.now) }
}

const read = (bytes: number, made: number, ahead = false) => ({ bytes, made, ahead })

describe('progress', () => {
  it('says how much of what is known has been read, and how fast', () => {
    const clock = { now: 1000 }
    const { progress, written } = progressAt(clock)
    progress.read(read(10e6, 1), 200e6, 'message')
    clock.now += 2000
    progress.read(read(50e6, 1), 200e6, 'message')
    clock.now += 2000
    progress.read(read(100e6, 20_311), undefined, 'packet')
    progress.clear()
    progress.clear()
    expect(written).toEqual([
      '\r\x1b[Kslx: 25 % of 200.0 MB, 1 message, 25.0 MB/s',
      '\r\x1b[Kslx: 100.0 MB, 20311 packets, 25.0 MB/s',
      '\r\x1b[K',
    ])
  })

  it('shows at most five lines a second', () => {
    const clock = { now: 0 }
    const { progress, written } = progressAt(clock)
    for (; clock.now < 10_000; clock.now++) progress.read(read(clock.now, 0), 10_000, 'message')
    expect(written.length).toBeGreaterThan(40)
    expect(written.length).toBeLessThanOrEqual(50)
  })

  it('counts each pass from its own beginning', () => {
    const clock = { now: 0 }
    const { progress, written } = progressAt(clock)
    clock.now = 10_000
    progress.read(read(1e6, 5, true), 10e6, 'message')
    clock.now = 20_000
    progress.read(read(10e6, 9, true), 10e6, 'message')
    progress.read(read(0, 0), 10e6, 'message')
    clock.now = 21_000
    progress.read(read(5e6, 4), 10e6, 'message')
    expect(written.slice(1)).toEqual([
      '\r\x1b[Kslx: looking ahead: 100 % of 10.0 MB, 9 messages, 1.0 MB/s',
      '\r\x1b[Kslx: 50 % of 10.0 MB, 4 messages, 5.0 MB/s',
    ])
  })

  it.each([
    ['no terminal', false, false],
    ['with -q', true, true],
  ])('is silent: %s', (_, isTTY, quiet) => {
    const clock = { now: 0 }
    const { progress, written } = progressAt(clock, isTTY, quiet)
    clock.now = 5000
    progress.read(read(1, 1), 2, 'message')
    progress.clear()
    expect(written).toEqual([])
  })

  it('leaves the terminal for good when told to', () => {
    const clock = { now: 0 }
    const { progress, written } = progressAt(clock)
    clock.now = 5000
    progress.show(() => 'compared 5 %')
    progress.stop()
    clock.now = 9000
    progress.show(() => 'compared 6 %')
    expect(written).toEqual(['\r\x1b[Kslx: compared 5 %', '\r\x1b[K'])
  })
})
