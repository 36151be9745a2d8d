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
import type { Message } from '../../../src/dissect/message.js'
import { Wire } from '../../../src/fields/index.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectIn, fromHex, openSession } from '../../support/dissect.js'
import { readTree, valueAt, valuesAt } from '../../support/read-tree.js'
import { sharedPath } from '../../support/shared.js'
import { le32, u32 } from './encode.js'

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

  it.each(frames.map((frame, i) => [`${frame.name ?? frame.page} ${i}`, frame] as const))(
    '%s has every value of the reference',
    (_name, { hex, reference }) => {
      const message = dissectIn(openSession(oscar), fromHex(hex))
      const shown = shownIn(message)
      const { channel, seq, len, fg, sg, flags, reqid, ...rest } = reference as Record<string, unknown>
      expect(leaves(rest).filter((value) => !shown(value))).toEqual([])
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

/** Every number and text in a decoded value; what is true or false are remarks of the reference's parser. */
function leaves(value: unknown): (string | number)[] {
  if (value === null || value === '' || typeof value === 'boolean') return []
  if (typeof value === 'object') return Object.values(value).flatMap(leaves)
  return [value as string | number]
}

/** Whether a value is that of a field, or its bytes are those of fields that follow each other. */
function shownIn(message: Message): (value: string | number) => boolean {
  const rows = readTree(message).filter(({ def, source }) => def.wire !== Wire.Group && source === 'message')
  const values = new Set(rows.map(({ value }) => String(value).replace(/\0$/, '')))
  const starts = new Set(rows.map(({ offset }) => offset))
  const ends = new Set(rows.map(({ offset, hex }) => offset + hex.length / 2))
  const { bytes } = message.sources[0]!
  const isThere = (wanted: Uint8Array) => {
    for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
      const end = at + wanted.length
      const same = Buffer.compare(bytes.subarray(at, end), wanted) === 0
      // The reference leaves the NUL behind a text out.
      if (same && starts.has(at) && (ends.has(end) || (bytes[end] === 0 && ends.has(end + 1)))) return true
    }
    return false
  }
  return (value) => {
    if (values.has(String(value))) return true
    if (typeof value === 'number') return isThere(u32(value)) || isThere(le32(value))
    if (isThere(Buffer.from(value, 'latin1'))) return true
    // Types of ICQ's TLVs are little-endian.
    const isHex = /^([0-9a-f]{2})+$/.test(value)
    return isHex && (isThere(fromHex(value)) || (value.length === 4 && isThere(fromHex(value).reverse())))
  }
}
