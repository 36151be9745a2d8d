/** Writing XML-RPC and LLSD as XML, as far as the sessions need it. */

/** Text, integers, truth values, bytes, and arrays and maps of these. */
export type Data =
  | string
  | number
  | boolean
  | Uint8Array
  | readonly Data[]
  | { readonly [name: string]: Data }

/** A call of `login_to_simulator` or the like with one struct. */
export function methodCall(method: string, data: Data): string {
  return `<?xml version="1.0"?>\n<methodCall><methodName>${method}</methodName><params><param>${rpcValue(data)}</param></params></methodCall>\n`
}

export function methodResponse(data: Data): string {
  return `<?xml version="1.0"?>\n<methodResponse><params><param>${rpcValue(data)}</param></params></methodResponse>\n`
}

export function llsd(data: Data): string {
  return `<?xml version="1.0" ?>\n<llsd>${llsdValue(data)}</llsd>\n`
}

function rpcValue(data: Data): string {
  return `<value>${rpcContent(data)}</value>`
}

function rpcContent(data: Data): string {
  if (typeof data === 'string') return `<string>${escaped(data)}</string>`
  if (typeof data === 'number') return `<i4>${data}</i4>`
  if (typeof data === 'boolean') return `<boolean>${data ? 1 : 0}</boolean>`
  if (data instanceof Uint8Array) return `<base64>${Buffer.from(data).toString('base64')}</base64>`
  if (Array.isArray(data)) return `<array><data>${data.map(rpcValue).join('')}</data></array>`
  const members = Object.entries(data).map(
    ([name, value]) => `<member><name>${name}</name>${rpcValue(value)}</member>`,
  )
  return `<struct>${members.join('')}</struct>`
}

function llsdValue(data: Data): string {
  if (typeof data === 'string')
    return UUID.test(data) ? `<uuid>${data}</uuid>` : `<string>${escaped(data)}</string>`
  if (typeof data === 'number') return `<integer>${data}</integer>`
  if (typeof data === 'boolean') return `<boolean>${data}</boolean>`
  if (data instanceof Uint8Array)
    return `<binary encoding="base64">${Buffer.from(data).toString('base64')}</binary>`
  if (Array.isArray(data)) return `<array>${data.map(llsdValue).join('')}</array>`
  const entries = Object.entries(data).map(([name, value]) => `<key>${name}</key>${llsdValue(value)}`)
  return `<map>${entries.join('')}</map>`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
