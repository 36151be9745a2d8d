import { SaxesParser } from 'saxes'
import { fromUtf8 } from './scalars.js'
import { Stop } from './value.js'

/** Levels of elements: a map in a map takes two in LLSD, five in XML-RPC. */
const MAX_ELEMENTS = 250

/** Takes the elements of a document in order. Positions are characters of its text. */
export interface ElementSink {
  /** An element whose content begins at `content`. */
  open(name: string, content: number, attributes: Readonly<Record<string, string>>): void
  /** The element opened last that is still open; its content ends at `end`, its tag at `next`. */
  close(end: number, next: number): void
}

/** How far a document was read: to `end`, where it is whole, broken off, or wrong. */
export interface Walked {
  readonly end: number
  readonly state: 'whole' | 'cut' | 'broken'
  readonly problem: string | undefined
}

/**
 * Walks over an XML document given as one character a byte. The sink may throw Stop. Entities a document declares
 * are not known: such a document is broken where it uses one.
 */
export function walkXml(text: string, sink: ElementSink): Walked {
  const parser = new SaxesParser({ defaultXMLVersion: '1.0', forceXMLVersion: true })
  /** Behind the last tag. */
  let end = 0
  let depth = 0
  let closing = false
  parser.on('error', (error) => {
    throw closing ? new Stop(end) : new Stop(end, `The XML cannot be read on (${describe(error)})`)
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (++depth > MAX_ELEMENTS) throw new Stop(end, `More than ${MAX_ELEMENTS} elements in one another`)
    sink.open(name, parser.position, attributes as Record<string, string>)
    end = parser.position
  })
  parser.on('closetag', ({ isSelfClosing }) => {
    depth--
    const next = parser.position
    sink.close(isSelfClosing ? next : text.lastIndexOf('<', next - 1), next)
    end = next
  })
  try {
    parser.write(text)
    closing = true
    parser.close()
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop
    return { end: stop.at, state: stop.state, problem: stop.problem }
  }
  return { end: text.length, state: 'whole', problem: undefined }
}

/** What the content `text[start..end)` says: markup in it is left out, entities are replaced. */
export function contentOf(text: string, start: number, end: number): string {
  const raw = fromUtf8(text.slice(start, end))
  if (!/[&<\r]/.test(raw)) return raw
  return raw
    .replace(/\r\n?/g, '\n')
    .replace(
      /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<[^>]*>|&(#x?[0-9a-f]+|\w+);/gi,
      (_, cdata, entity) => {
        return cdata ?? (entity ? entityOf(entity) : '')
      },
    )
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function entityOf(name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name] ?? ''
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

/** The parser's own words, without its line and column and without what it quotes: that may be secret. */
function describe(error: Error): string {
  return error.message
    .replace(/^\d+:\d+: /, '')
    .replace(/:[\s\S]*$/, '')
    .replace(/\.$/, '')
}
