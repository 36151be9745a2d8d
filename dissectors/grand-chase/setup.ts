import type { Cursor } from '../../src/dissect/cursor.js'
import { findingKind } from '../../src/dissect/finding.js'
import { bytes, type FieldDef, group, layer, u16, u32 } from '../../src/fields/index.js'
import { PREFIX } from './fields.js'
import type { LearnedKeys } from './key-ring.js'
import { KEY_WIDTH } from './secrets.js'

/** Opcode of the setup message on every server of every build. */
export const SETUP_OPCODE = 1

/** Its content: the initial state of a security association (protocol page section 4). In network order, unlike frames. */
export const SETUP = layer(`${PREFIX}.setup`, {
  $: group({ label: 'Security association' }),
  spi: u16({
    label: 'New SPI',
    role: 'id',
    base: 'hex',
    doc: 'SPI of the frames to come, where it is little-endian',
  }),
  authentication_key_length: u32({ label: 'Authentication Key length', role: 'length', unit: 'bytes' }),
  authentication_key: bytes({ label: 'Authentication Key', role: 'secret', doc: 'Key of the HMAC-MD5' }),
  encryption_key_length: u32({ label: 'Encryption Key length', role: 'length', unit: 'bytes' }),
  encryption_key: bytes({ label: 'Encryption Key', role: 'secret', doc: 'Key of DES' }),
  sequence: u32({ label: 'Sequence Number', doc: 'The first one to be sent' }),
  last_sequence: u32({ label: 'Last Sequence Number', doc: 'The last one received' }),
  replay_mask: u32({ label: 'Replay Window Mask', base: 'hex', doc: 'Which of the last 32 were received' }),
})

/** What a setup message sets up. */
export interface SetUp extends LearnedKeys {
  readonly lastSequence: number
  readonly replayMask: number
}

const KEY_LENGTH = findingKind('grand-chase.key-length', 'error')

/** Records a setup message's content; undefined when it is not whole or its keys are not what DES takes. */
export function readSetup(at: Cursor): SetUp | undefined {
  at.open(SETUP.$)
  const setUp = readParts(at)
  at.close()
  return setUp
}

function readParts(at: Cursor): SetUp | undefined {
  const spi = at.read(SETUP.spi)
  const authentication = readKey(at, SETUP.authentication_key_length, SETUP.authentication_key)
  if (!authentication) return undefined
  const encryption = readKey(at, SETUP.encryption_key_length, SETUP.encryption_key)
  if (!encryption) return undefined
  at.read(SETUP.sequence)
  const lastSequence = at.read(SETUP.last_sequence)
  const replayMask = at.read(SETUP.replay_mask)
  return at.failed ? undefined : { spi, authentication, encryption, lastSequence, replayMask }
}

/** With a length of no key, nobody knows where keys end: everything from there on is taken for one. */
function readKey(at: Cursor, lengthField: FieldDef, key: FieldDef): Uint8Array | undefined {
  const length = at.read(lengthField)
  if (at.failed) return undefined
  if (length !== KEY_WIDTH) {
    at.find(KEY_LENGTH, `A key of ${length} bytes; keys of this protocol have ${KEY_WIDTH}.`, 4)
    at.rest(key)
    return undefined
  }
  const start = at.take(key, length)
  return start < 0 ? undefined : at.bytes.slice(start, start + length)
}
