/** LLSD as plain values, for an encoder of the tests' own. Integers are numbers; reals, UUIDs and the like say what they are. */
export type Plain = Scalar | readonly Plain[] | { readonly map: Readonly<Record<string, Plain>> }

export type Scalar =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | { readonly real: number }
  | { readonly uuid: string }
  | { readonly uri: string }

/** A map. */
export function map(entries: Readonly<Record<string, Plain>>): Plain {
  return { map: entries }
}

export function toXml(value: Plain): Buffer {
  return Buffer.from(`<?xml version="1.0" ?><llsd>${xmlOf(value)}</llsd>`)
}

export function toBinary(value: Plain): Buffer {
  return Buffer.concat([Buffer.from('<? LLSD/Binary ?>\n'), binaryOf(value)])
}

export function toNotation(value: Plain): Buffer {
  return Buffer.from(notationOf(value))
}

export function escapeXml(text: string): string {
  return text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

function xmlOf(value: Plain): string {
  if (isArray(value)) return `<array>${value.map(xmlOf).join('')}</array>`
  if (isMap(value)) {
    const entries = Object.entries(value.map)
    return `<map>${entries.map(([key, held]) => `<key>${escapeXml(key)}</key>${xmlOf(held)}`).join('')}</map>`
  }
  const [type, text] = scalarText(value)
  return text === '' ? `<${type} />` : `<${type}>${escapeXml(text)}</${type}>`
}

function notationOf(value: Plain): string {
  if (isArray(value)) return `[${value.map(notationOf).join(',')}]`
  if (isMap(value)) {
    const entries = Object.entries(value.map)
    return `{${entries.map(([key, held]) => `${quote(key)}:${notationOf(held)}`).join(', ')}}`
  }
  const [type, text] = scalarText(value)
  switch (type) {
    case 'undef':
      return '!'
    case 'boolean':
      return text
    case 'integer':
      return `i${text}`
    case 'real':
      return `r${text}`
    case 'uuid':
      return `u${text}`
    case 'uri':
      return `l${quote(text)}`
    case 'binary':
      return `b64"${text}"`
    default:
      return quote(text)
  }
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}

function scalarText(value: Scalar): [type: string, text: string] {
  if (value === null) return ['undef', '']
  if (typeof value === 'boolean') return ['boolean', String(value)]
  if (typeof value === 'number') return ['integer', String(value)]
  if (typeof value === 'string') return ['string', value]
  if (value instanceof Uint8Array) return ['binary', Buffer.from(value).toString('base64')]
  if ('real' in value) return ['real', String(value.real)]
  return 'uuid' in value ? ['uuid', value.uuid] : ['uri', value.uri]
}

function binaryOf(value: Plain): Buffer {
  if (isArray(value)) {
    return Buffer.concat([mark('['), u32(value.length), ...value.map(binaryOf), mark(']')])
  }
  if (isMap(value)) {
    const entries = Object.entries(value.map)
    const held = entries.flatMap(([key, each]) => [counted('k', Buffer.from(key)), binaryOf(each)])
    return Buffer.concat([mark('{'), u32(entries.length), ...held, mark('}')])
  }
  const [type, text] = scalarText(value)
  switch (type) {
    case 'undef':
      return mark('!')
    case 'boolean':
      return mark(value ? '1' : '0')
    case 'integer':
      return Buffer.concat([mark('i'), s32(Number(text))])
    case 'real': {
      const bytes = Buffer.alloc(8)
      bytes.writeDoubleBE(Number(text))
      return Buffer.concat([mark('r'), bytes])
    }
    case 'uuid':
      return Buffer.concat([mark('u'), Buffer.from(text.replaceAll('-', ''), 'hex')])
    case 'binary':
      return counted('b', Buffer.from(text, 'base64'))
    default:
      return counted(type === 'uri' ? 'l' : 's', Buffer.from(text))
  }
}

function counted(sign: string, bytes: Buffer): Buffer {
  return Buffer.concat([mark(sign), u32(bytes.length), bytes])
}

function mark(sign: string): Buffer {
  return Buffer.from(sign)
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

function s32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

function isArray(value: Plain): value is readonly Plain[] {
  return Array.isArray(value)
}

function isMap(value: Plain): value is { readonly map: Readonly<Record<string, Plain>> } {
  return value !== null && typeof value === 'object' && Object.hasOwn(value, 'map')
}
