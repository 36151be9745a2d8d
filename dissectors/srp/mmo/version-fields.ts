/** The version that begins every LogonChallenge of a client, realm or world. */
import type { Cursor } from '../../../src/dissect/cursor.js'
import { type FieldDef, type FieldSpec, names, u8, u16le, u32le } from '../../../src/fields/index.js'

/** Fields of a version, to be declared with others of a LogonChallenge. */
export const VERSION = {
  major: u8({ label: 'Major', doc: '0 in every client known' }),
  minor: u8({ label: 'Minor', doc: '1 in every client known' }),
  build: u8({ label: 'Build', doc: '0 in every client known' }),
  revision: u16le({
    label: 'Revision',
    summary: 'revision',
    doc: 'Commits in the history it was built from, modulo 65536; 0 when built without one',
  }),
  auth_version: u32le({ label: 'Auth protocol version', doc: 'Since 2025-03-13' }),
  game_version: u32le({ label: 'Game protocol version', doc: 'Since 2025-03-13' }),
} satisfies Record<string, FieldSpec>

/** Major, minor, build and revision. */
export const VERSION_LENGTH = 5

export function readVersion(
  at: Cursor,
  fields: Readonly<Record<'major' | 'minor' | 'build' | 'revision', FieldDef>>,
): void {
  at.read(fields.major)
  at.read(fields.minor)
  at.read(fields.build)
  at.read(fields.revision)
}

export function readProtocols(
  at: Cursor,
  fields: Readonly<Record<'auth_version' | 'game_version', FieldDef>>,
): void {
  at.read(fields.auth_version)
  at.read(fields.game_version)
}

/** Locales a login server takes, as the numbers that travel. */
export const LOCALES = names(
  Object.fromEntries(
    'frFR deDE enGB enUS itIT koKR zhCN zhTW ruRU esES esMX ptBR'
      .split(' ')
      .map((locale) => [Buffer.from(locale).readUInt32BE(), locale]),
  ),
)

/** Platforms and systems, which clients sent until 2021-02-28. */
export const MACHINES = names({ 7878710: 'x86', 5728622: 'Win', 5198680: 'OSX' })
