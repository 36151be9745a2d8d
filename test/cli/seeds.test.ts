import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sharedPath } from '../support/shared.js'
import { slx } from '../support/slx.js'

/** The wiki pages the project started from, as users save them. */
const PAGES = {
  handshake: sharedPath('seeds/000_dcef3bfcd863ffe6.txt'),
  keys: sharedPath('seeds/001_e5a921fc21aaee00.txt'),
  flap: sharedPath('seeds/002_96c0f0f72162d83f.txt'),
  srp: sharedPath('seeds/003_eeaadf7e143adf11.txt'),
  bucp: sharedPath('seeds/004_2db7d4f7bb35eef0.txt'),
}

interface Message {
  readonly type: string
  readonly protocol: string
  readonly length: number
  readonly from: string | null
  readonly src: { readonly port: number } | null
  readonly fields: Record<string, unknown>
}

function messages(page: string): Message[] {
  const { stdout, code } = slx(['dissect', '-T', 'json', page])
  expect(code).toBe(0)
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

describe.skipIf(!PAGES.handshake)('the page of the classic handshake', () => {
  const read = messages(PAGES.handshake!)
  const REQUEST = 'SecuredTemplateChecksumRequest'

  it('yields all its dumps and both HTTP requests, in order', () => {
    expect(read.map((m) => `${m.type} ${m.length}`)).toEqual([
      ...Array(6).fill(`${REQUEST} 24`),
      `${REQUEST} 24`,
      'TemplateChecksumReply 36',
      'PacketAck 13',
      'CloseCircuit 8',
      `${REQUEST} 24`,
      'TemplateChecksumReply 36',
      'PacketAck 18',
      'CloseCircuit 8',
      expect.stringMatching(/^POST \/ /),
      'UseCircuitCode 44',
      expect.stringMatching(/^POST \/cap\/… /),
    ])
  })

  it('knows who sent the frames of the valid response', () => {
    expect(read.slice(6, 10).map((m) => [m.from, m.src?.port])).toEqual([
      ['client', 37998],
      ['server', 12036],
      ['server', 12036],
      ['client', 37998],
    ])
  })

  it('reads the reply as the page reasons', () => {
    const token = '168902b0-7538-50f1-8f41-fea76e9af798'
    expect(read[6]!.fields).toMatchObject({ TokenBlock: { Token: token } })
    expect(read[7]!.fields).toMatchObject({
      DataBlock: {
        ServerVersion: 0,
        PatchVersion: 2,
        Checksum: 0x9d95e4c4,
        Flags: 0,
        MajorVersion: 1,
        MinorVersion: 13,
      },
      TokenBlock: { Token: token },
    })
  })

  it('reads the UseCircuitCode line', () => {
    expect(read[15]!.fields).toMatchObject({
      CircuitCode: {
        ID: 'ad655eb6-5ff6-4b67-afee-6fdaf1f8f165',
        SessionID: '38ba9aa4-7b41-426e-90c5-f4763c51e837',
        Code: 52308708,
      },
    })
  })

  it('says what was read, and reads the same from standard input', () => {
    // What a pipe brings cannot be read twice.
    const file = slx(['dissect', '--lookahead', 'never', PAGES.handshake!])
    const pasted = slx(['dissect'], readFileSync(PAGES.handshake!))
    expect(pasted).toEqual(file)
    expect(file.stderr).toMatch(/^slx: 17 packets: .*7 Wireshark dialect.*gutter verified.*\n$/)
  })
})

describe.skipIf(!PAGES.flap || !PAGES.bucp)('the OSCAR pages', () => {
  it('yield their example dumps only, whole', () => {
    expect(messages(PAGES.flap!).map((m) => m.length)).toEqual([6 + 0x121, 6 + 0x83])
    expect(messages(PAGES.bucp!).map((m) => m.length)).toEqual([6 + 0x99])
  })
})

describe.skipIf(!PAGES.keys || !PAGES.srp)('pages without dumps', () => {
  it.each([PAGES.keys, PAGES.srp])('yield none and say so: %s', (page) => {
    const { code, stdout, stderr } = slx(['dissect', page!])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^slx: no hex dump found: .*\n$/)
  })
})
