import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Message } from '../../src/dissect/message.js'
import { RecentMessages } from '../../src/dissect/recent-messages.js'

function message(number: number): Message {
  const made = new Message()
  made.number = number
  made.setTime(1000 + number, 5 * number)
  return made
}

describe('recent messages', () => {
  it('gives what a message was and when it came', () => {
    const recent = new RecentMessages(16, 'things are remembered')
    recent.add(3, 1, 0xffff_fffe, message(7), 0x8001_0002)
    const place = recent.find(3, 1, 0xffff_fffe)
    expect(recent.ref(place)).toEqual({ number: 7, seconds: 1007, nanoseconds: 35 })
    expect(recent.tag(place) >>> 0).toBe(0x8001_0002)
    expect([recent.isFirstUse(place), recent.isFirstUse(place)]).toEqual([true, false])
  })

  it('knows nothing at first', () => {
    expect(new RecentMessages(16, 'things are remembered').find(0, 0, 0)).toBe(-1)
  })

  it('forgets the oldest beyond its capacity, and counts it', () => {
    const recent = new RecentMessages(128, 'things are remembered')
    const told = message(0)
    for (let number = 0; number < 136; number++) {
      told.number = number
      recent.add(0, 0, number, told)
    }
    expect(recent.dropped).toBe(8)
    expect(told.findings.map(({ kind }) => kind.code)).toEqual(['limit.waiting'])
    expect(recent.find(0, 0, 7)).toBe(-1)
    expect(recent.ref(recent.find(0, 0, 8)).number).toBe(8)
  })

  it('keeps of each key the youngest, as a map would', () => {
    const keys = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 40 })), {
      maxLength: 300,
    })
    fc.assert(
      fc.property(keys, (added) => {
        const recent = new RecentMessages(64, 'things are remembered')
        for (const [number, [high, low]] of added.entries()) recent.add(high, low % 2, low, message(number))
        const latest = new Map(added.map(([high, low], number) => [`${high} ${low}`, number]))
        for (let high = 0; high <= 1; high++) {
          for (let low = 0; low <= 40; low++) {
            const expected = latest.get(`${high} ${low}`)
            const place = recent.find(high, low % 2, low)
            // What has not been added for as long as the capacity may be gone.
            if (expected !== undefined && expected >= added.length - 64)
              expect(recent.ref(place).number).toBe(expected)
            else if (place >= 0) expect(recent.ref(place).number).toBe(expected)
          }
        }
      }),
    )
  })
})
