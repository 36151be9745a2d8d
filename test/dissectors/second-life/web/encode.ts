import { escapeXml } from '../../llsd/encode.js'

/** What XML-RPC carries: numbers are `i4`, everything else as it looks. */
export type RpcValue = string | number | readonly RpcValue[] | { readonly [member: string]: RpcValue }

export function methodCall(method: string, param: RpcValue): Buffer {
  return Buffer.from(
    `<?xml version="1.0"?><methodCall><methodName>${method}</methodName>${params(param)}</methodCall>`,
  )
}

export function methodResponse(param: RpcValue): Buffer {
  return Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?><methodResponse>${params(param)}</methodResponse>`,
  )
}

/** A request or answer with its Content-Length. */
export function http(
  startLine: string,
  fields: readonly string[],
  body: Uint8Array = Buffer.alloc(0),
): Buffer {
  const length = body.length > 0 ? [`Content-Length: ${body.length}`] : []
  return Buffer.concat([head(startLine, [...fields, ...length]), body])
}

/** One with a body in chunks of the given sizes, the last of them as often as is needed. */
export function httpInChunks(
  startLine: string,
  fields: readonly string[],
  body: Uint8Array,
  sizes: readonly number[],
): Buffer {
  const chunks = cutIn(body, sizes).map((part) =>
    Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]),
  )
  return Buffer.concat([
    head(startLine, [...fields, 'Transfer-Encoding: chunked']),
    ...chunks,
    Buffer.from('0\r\n\r\n'),
  ])
}

/** Cuts bytes into parts of the given sizes, the last of them as often as is needed. */
export function cutIn(bytes: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const parts: Uint8Array[] = []
  for (let at = 0; at < bytes.length; ) {
    const size = sizes[Math.min(parts.length, sizes.length - 1)]!
    parts.push(bytes.subarray(at, at + size))
    at += size
  }
  return parts
}

function head(startLine: string, fields: readonly string[]): Buffer {
  return Buffer.from([startLine, ...fields, '', ''].join('\r\n'))
}

function params(param: RpcValue): string {
  return `<params><param>${rpcValue(param)}</param></params>`
}

function rpcValue(value: RpcValue): string {
  return `<value>${typed(value)}</value>`
}

function typed(value: RpcValue): string {
  if (typeof value === 'string') return `<string>${escapeXml(value)}</string>`
  if (typeof value === 'number') return `<i4>${value}</i4>`
  if (Array.isArray(value)) return `<array><data>${value.map(rpcValue).join('')}</data></array>`
  const members = Object.entries(value).map(
    ([name, held]) => `<member><name>${name}</name>${rpcValue(held)}</member>`,
  )
  return `<struct>${members.join('')}</struct>`
}
