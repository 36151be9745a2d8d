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
import { Wire } from '../../../src/fields/index.js'
import { coverageFaults } from '../../support/coverage.js'
import { dissectIn, fromHex, openSession } from '../../support/dissect.js'
import { readTree, valueAt, valuesAt } from '../../support/read-tree.js'
import { sharedPath } from '../../support/shared.js'
import { leaves, shownIn } from './shown.js'

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
  : { crypto: [], frames: [], shutko_frames: [], excluded_shutko_frames: [], negative: [] }

/** Fields that are bytes by nature (cookies, hashes), or of which no source knows more. */
const KNOWN_BYTES = new Set([
  'oscar.bart.hash',
  'oscar.bart_item.data',
  'oscar.chat.cookie',
  'oscar.fragment.capabilities',
  'oscar.icbm.cookie',
  'oscar.icq.meta_data.sms_unknown',
  'oscar.icq.statistics.data',
  'oscar.login.tlv.cookie',
  'oscar.login.tlv.hash',
  'oscar.login.tlv.registration_error',
  'oscar.login.tlv.roasted_password',
  'oscar.oservice.image_md5',
  'oscar.relay.zeros',
  'oscar.rendezvous.cookie',
])
/** Five bytes that its own page does not explain. */
const TAIL = 'oscar.icq.data 0000010000'
/** The dumps of these pages are whole after all: the reference takes one for odd, the other for cut. */
const WHOLE = new Set(['snac_17_07.html', 'snac_15_03_07da_01a4.html'])
const CUT_SHORT = /^malformed\.(?:length|short|left-over)$/

/** A page that gives two bytes of a password of six. */
const CUT = '2a027975001e00150002'

const excluded: { page: string; hex: string }[] = vectors.excluded_shutko_frames
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
      // Of these bytes no source knows the meaning.
      const raw = readTree(message).filter(
        ({ def, path }) => def.wire === Wire.Bytes && !KNOWN_BYTES.has(path),
      )
      expect(raw.map(({ path, hex }) => `${path} ${hex}`).filter((line) => line !== TAIL)).toEqual([])
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

  it.each(excluded.map(({ page, hex }) => [page, hex] as const))(
    '%s, which is cut or edited, is read as far as it goes',
    (page, hex) => {
      const message = dissectIn(openSession(oscar), fromHex(hex))
      expect(coverageFaults(message)).toEqual([])
      expect(valueAt(message, 'snac.request')).toBeDefined()
      const codes = message.findings.map(({ kind }) => kind.code)
      expect(codes).toHaveLength(WHOLE.has(page) ? 0 : 1)
      if (codes.length > 0) expect(codes[0]).toMatch(CUT_SHORT)
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
