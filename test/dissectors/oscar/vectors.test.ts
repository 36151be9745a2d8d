import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { oscar } from '../../../dissectors/oscar/index.js'
import {
  JAVA_ROAST_KEY,
  KERBEROS_ROAST_KEY,
  newHash,
  oldHash,
  ROAST_KEY,
  roast,
  TOC_ROAST_KEY,
} from '../../../dissectors/oscar/signon/roast.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectIn, fromHex, openSession } from '../../support/dissect.js'
import { readTree, valueAt, valuesAt } from '../../support/read-tree.js'
import { sharedPath } from '../../support/shared.js'

interface Frame {
  readonly name?: string
  readonly page?: string
  readonly hex: string
  readonly reference: {
    channel: number
    seq: number
    fg?: number
    sg?: number
    flags?: number
    reqid?: number
  }
}

const path = sharedPath('vectors/oscar.json')
const vectors = path
  ? JSON.parse(readFileSync(path, 'utf8'))
  : { crypto: [], frames: [], shutko_frames: [], negative: [] }

/** A page that gives two bytes of a password of six. */
const CUT = '2a027975001e00150002'

const frames: Frame[] = [...vectors.frames, ...vectors.shutko_frames]

describe.skipIf(!path)('the vectors (skipped where they are absent)', () => {
  it.each(vectors.crypto as Record<string, string>[])('crypto: %j', (entry) => {
    const keys: Record<string, Uint8Array> = {
      'roast-oscar': ROAST_KEY,
      'roast-java-aim': JAVA_ROAST_KEY,
      'roast-kerberos': KERBEROS_ROAST_KEY,
      'roast-toc': TOC_ROAST_KEY,
    }
    const key = keys[entry.algo!]
    if (key) {
      const plain = entry.plain_hex ?? Buffer.from(entry.plain!).toString('hex')
      expect(roast(fromHex(entry.roasted!), key).toString('hex')).toBe(plain)
    } else {
      const hash = entry.algo === 'bucp-old' ? oldHash : newHash
      expect(hash(Buffer.from(entry.challenge!), Buffer.from(entry.password!)).toString('hex')).toBe(
        entry.md5,
      )
    }
  })

  it.each(frames.map((frame, i) => [`${frame.name ?? frame.page} ${i}`, frame] as const))(
    '%s is read with nothing left over',
    (_name, { hex, reference }) => {
      const message = dissectIn(openSession(oscar), fromHex(hex))
      const isCut = hex.startsWith(CUT) && hex.includes('2e0406003132')
      expect(message.findings.map(({ kind }) => kind.code)).toEqual(isCut ? ['malformed.short'] : [])
      expect(coverageFaults(message)).toEqual([])
      expect(readTree(message).filter((row) => row.path === 'slx.undecoded')).toEqual([])
      expect(valueAt(message, 'flap.channel')).toBe(reference.channel)
      expect(valueAt(message, 'flap.sequence')).toBe(reference.seq)
      if (reference.fg === undefined) return
      expect(valueAt(message, 'snac.foodgroup')).toBe(reference.fg)
      expect(valueAt(message, 'snac.subgroup')).toBe(reference.sg)
      expect(valueAt(message, 'snac.flags')).toBe(reference.flags)
      expect(valueAt(message, 'snac.request')).toBe(reference.reqid)
    },
  )

  it('unroasts the password of the sign-on page', () => {
    const frame = frames.find(({ name }) => name === 'seed002 cli_ident')!
    const message = dissectIn(openSession(oscar), fromHex(frame.hex))
    expect(valuesAt(message, 'oscar.login.password')).toEqual(['password'])
  })

  it.each((vectors.negative as { name: string; hex: string; part?: string }[]).filter(({ part }) => !part))(
    'negative: %j',
    ({ name, hex }) => {
      const message = dissectIn(openSession(oscar), fromHex(hex))
      expect(message.findings).toHaveLength(1)
      expect(coverageFaults(message)).toEqual([])
      if (name === 'old sign-off') expect(message.type).toBe('sign-off')
    },
  )
})
