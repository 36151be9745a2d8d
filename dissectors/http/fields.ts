import { bytes, defineField, derived, group, layer, padding, text } from '../../src/fields/index.js'

/**
 * The fields of a message. A header field is one leaf, the whole line with its line end, as Wireshark
 * shows it: rows for name, separator, value and line end would bury the message, and which line end a
 * server writes is worth seeing. The start line is taken apart, because its parts are what one filters by.
 */
export const HTTP = layer('http', {
  empty_lines: padding({ label: 'Empty lines', doc: 'Line ends before the start line' }),

  method: text({ label: 'Method', doc: 'Method of a request' }),
  after_method: padding({ label: 'Space after method' }),
  target: text({ label: 'Target', doc: 'Target of a request; of a capability the part up to /cap/' }),
  capability: text({
    label: 'Capability',
    role: 'secret',
    doc: 'What follows /cap/ or /CAPS/ in a target: whoever knows it can use it',
  }),
  after_target: padding({ label: 'Space after target' }),

  version: text({ label: 'Version', doc: 'HTTP/1.0 or HTTP/1.1' }),
  after_version: padding({ label: 'Space after version' }),
  status: text({ label: 'Status', doc: 'Status code of an answer, three digits' }),
  status_name: derived({
    label: 'Status name',
    inline: true,
    doc: 'The name registered for the status code',
  }),
  after_status: padding({ label: 'Space after status' }),
  reason: text({ label: 'Reason', doc: 'What the server says about the status code' }),
  line_end: padding({ label: 'Line end', doc: 'End of the start line' }),

  header: text({
    label: 'Header',
    repeated: true,
    doc: 'A header field with its line end, up to the value where that is secret',
  }),
  credentials: text({
    label: 'Credentials',
    role: 'secret',
    doc: 'Value of Authorization, Proxy-Authorization, Cookie or Set-Cookie, or one with the URL of a capability',
  }),
  header_end: padding({ label: 'End of header', doc: 'The empty line behind the header fields' }),

  content_length: derived({
    label: 'Content length',
    role: 'length',
    unit: 'bytes',
    doc: 'Length of the body',
  }),
  chunk: group({ label: 'Chunk', repeated: true, doc: 'A chunk of a body with Transfer-Encoding: chunked' }),
  more_chunks: bytes({
    label: 'More chunks',
    elsewhere: true,
    doc: 'Chunks behind the first thousand, with their framing; their data is in the source body too',
  }),
  encoded: bytes({
    label: 'Encoded body',
    elsewhere: true,
    doc: 'The body as sent, in gzip or deflate; it is shown in the source inflated',
  }),
  trailer: text({
    label: 'Trailer',
    repeated: true,
    doc: 'A field behind the last chunk, with its line end',
  }),
  trailer_end: padding({ label: 'End of trailers', doc: 'The empty line that ends a chunked body' }),
})

export const CHUNK = layer('http.chunk', {
  size: text({
    label: 'Size',
    role: 'length',
    doc: 'Size in hexadecimal digits, with extensions and line end',
  }),
  data: bytes({
    label: 'Data',
    elsewhere: true,
    doc: 'A part of the body, which is shown in the source body',
  }),
  end: padding({ label: 'Line end', doc: 'Line end behind the data' }),
})

const BODY = { label: 'Body', doc: 'The body, put together from its chunks and inflated where it is encoded' }
/**
 * A body that reads as text, one that does not, and a part of a text up to a secret; one path, since they are one
 * thing to whoever filters.
 */
export const BODY_TEXT = defineField('http.body', text(BODY))
export const BODY_BYTES = defineField('http.body', bytes(BODY))
export const BODY_PART = defineField('http.body', text({ ...BODY, repeated: true }))
