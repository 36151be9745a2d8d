import type { Cursor } from '../../../src/dissect/cursor.js'
import { findingKind } from '../../../src/dissect/finding.js'
import { bytes, defineField } from '../../../src/fields/index.js'
import type { Reading } from '../buffer.js'
import { PREFIX } from '../fields.js'
import { guess } from '../guess.js'
import { Fit, judge, type Layout } from '../layout.js'
import type { Server } from '../profiles.js'
import { CENTER_CONTENTS } from './center.js'
import { GAME_CONTENTS } from './game.js'
import { bareName, type KnownContent } from './known.js'

const REST = defineField(
  `${PREFIX}.rest`,
  bytes({ label: 'Rest', role: 'secret', opaque: 'raw', doc: 'A login goes on, nobody knows how' }),
)
const CREDENTIALS = defineField(
  `${PREFIX}.credentials`,
  bytes({
    label: 'Content',
    role: 'secret',
    opaque: 'raw',
    doc: 'Content of unknown layout of a login, or of a frame that is not authenticated and may be one',
  }),
)

const OTHER_LAYOUT = findingKind('grand-chase.other-layout', 'note')

const CONTENTS: Readonly<Record<Server, ReadonlyMap<string, KnownContent>>> = {
  center: byName(CENTER_CONTENTS),
  game: byName(GAME_CONTENTS),
  messenger: new Map(),
}

/** Messages that carry passwords, whatever their layout. */
const BEARS_CREDENTIALS = /VERIFY_ACCOUNT|verify account|PASSW/i

export function bearsCredentials(name: string): boolean {
  return BEARS_CREDENTIALS.test(name)
}

/** What is known of the content of a message of this name on such a server. */
export function knownContent(server: Server, name: string): KnownContent | undefined {
  return CONTENTS[server].get(bareName(name))
}

/** How well bytes read as a known content. */
export function fitOf(known: KnownContent, from: Uint8Array, start: number, end: number): Fit {
  return bestLayout(known, from, start, end).fit
}

/** What a content is read as: its layout where one is known and fits, else a guess, or nothing where it must not be guessed. */
export function readingOf(
  server: Server | undefined,
  name: string,
  from: Uint8Array,
  start: number,
  end: number,
  unguessed: boolean,
): Reading {
  const secret = unguessed || bearsCredentials(name)
  const known = server && knownContent(server, name)
  const layout = known && bestLayout(known, from, start, end).layout
  if (layout) return { secret: bearsCredentials(name), record: (at) => recordKnown(at, known, layout) }
  const other = secret ? CREDENTIAL_BYTES : guess(from, start, end)
  if (!known) return other
  return {
    secret: other.secret,
    record(at) {
      const length = at.remaining
      other.record(at)
      const text = `The content of ${bareName(name)} is not laid out as in the builds known here; it is ${secret ? 'masked' : 'guessed'}.`
      at.find(OTHER_LAYOUT, text, length)
    },
  }
}

const CREDENTIAL_BYTES: Reading = { secret: true, record: (at) => at.rest(CREDENTIALS) }

function recordKnown(at: Cursor, { field }: KnownContent, { record, open }: Layout): void {
  at.open(field)
  record(at)
  if (open) at.rest(REST)
  at.close()
}

/** The layout that fits best, the first of several. */
function bestLayout({ layouts }: KnownContent, from: Uint8Array, start: number, end: number) {
  let best: { layout: Layout | undefined; fit: Fit } = { layout: undefined, fit: Fit.None }
  for (const layout of layouts) {
    const how = judge(layout, from, start, end)
    if (how > best.fit) best = { layout, fit: how }
  }
  return best
}

function byName(contents: readonly KnownContent[]): ReadonlyMap<string, KnownContent> {
  return new Map(contents.map((content) => [content.name, content]))
}
