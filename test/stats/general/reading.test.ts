import { describe, expect, it } from 'vitest'
import { UNDECODED } from '../../../src/dissect/cursor.js'
import { findingKind } from '../../../src/dissect/finding.js'
import { bytes, group, layer, u8, u16 } from '../../../src/fields/index.js'
import { READINGS, Reader } from '../../../src/stats/general/reading.js'
import { startMessage } from '../../support/sample-messages.js'

const F = layer('reading', {
  group: group({}),
  number: u16({}),
  part: u8({ mask: 0x0f }),
  coded: bytes({ elsewhere: true }),
  secret: bytes({ opaque: 'encrypted' }),
  body: bytes({ opaque: 'raw' }),
})

type Started = ReturnType<typeof startMessage>

/** What is made of a message of eight bytes: its reading, its bytes in fields, those of them understood. */
function read(make: (started: Started) => void): [string, number, number] {
  const started = startMessage(new Uint8Array(8))
  started.message.protocol = 'reading'
  started.message.type = 'Some'
  make(started)
  const reader = new Reader()
  const reading = READINGS[reader.read(started.message)]!
  return [reading, reader.bytes, reader.understood]
}

const whole = ({ at }: Started) => {
  at.open(F.group)
  for (let i = 0; i < 4; i++) at.read(F.number)
  at.close()
  at.finish()
}

function withFinding(code: string, severity: 'note' | 'warning' | 'error') {
  return (started: Started) => {
    whole(started)
    started.at.find(findingKind(code, severity), 'A sentence.')
  }
}

describe('a message is read', () => {
  it('whole where fields cover it, whatever groups and parts of bits stand beside them', () => {
    expect(read(whole)).toEqual(['whole', 8, 8])
    expect(read(withFinding('some.note', 'note'))).toEqual(['whole', 8, 8])
    expect(read(withFinding('some.warning', 'warning'))).toEqual(['whole', 8, 8])
    expect(
      read((started) => {
        whole(started)
        started.at.bits(F.part, 3)
      }),
    ).toEqual(['whole', 8, 8])
  })

  it('with bytes left where some are undecoded or their layout is not known', () => {
    expect(
      read(({ at }) => {
        at.read(F.number)
        at.finish()
      }),
    ).toEqual(['left', 8, 2])
    expect(
      read(({ at }) => {
        at.read(F.number)
        at.rest(F.body)
      }),
    ).toEqual(['left', 8, 2])
  })

  it('as encrypted where a key is wanting', () => {
    expect(
      read(({ at }) => {
        at.take(F.secret, 6)
        at.finish()
      }),
    ).toEqual(['encrypted', 8, 0])
  })

  it('in the source that bytes were made into, not twice', () => {
    expect(
      read(({ at, message }) => {
        at.read(F.number)
        at.rest(F.coded)
        const source = message.addSource('decoded', new Uint8Array(20), 0, 20)
        at.begin(message, source)
        at.read(F.number)
        at.rest(UNDECODED)
      }),
    ).toEqual(['left', 22, 4])
  })

  it('as unknown where nobody claims it, or its type has no name', () => {
    expect(read(withFinding('sl.unknown-message', 'note'))[0]).toBe('unknown')
    expect(read(withFinding('mmo.unknown-opcode', 'warning'))[0]).toBe('unknown')
    expect(read(withFinding('wow-world.unknown-build', 'note'))[0]).toBe('whole')
    const typed = (type: string) => (started: Started) => {
      whole(started)
      started.message.type = type
    }
    expect(read(typed('opcode 0x1fe'))).toEqual(['unknown', 8, 8])
    expect(read(typed(''))).toEqual(['unknown', 8, 8])
    expect(read(typed('opcode lost'))).toEqual(['whole', 8, 8])
    expect(
      read((started) => {
        started.message.protocol = 'data'
        started.at.rest(UNDECODED)
      }),
    ).toEqual(['unknown', 8, 0])
  })

  it('as malformed where it breaks its own rules, before all that is unknown or left', () => {
    expect(
      read(({ at }) => {
        at.take(F.body, 9)
      }),
    ).toEqual(['malformed', 8, 0])
    expect(read(withFinding('stream.skipped', 'warning'))[0]).toBe('malformed')
    expect(read(withFinding('stream.incomplete', 'warning'))[0]).toBe('malformed')
  })

  it('as cut where the capture lacks a part, before anything else', () => {
    expect(read(withFinding('capture.cut', 'warning'))[0]).toBe('cut')
    expect(
      read((started) => {
        started.message.sources[0]!.cut = 1
        withFinding('some.error', 'error')(started)
      }),
    ).toEqual(['cut', 8, 8])
  })
})
