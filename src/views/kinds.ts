/** The kinds of view and what each is for, in the order of the help. */
export const VIEWS = {
  tree: 'every field of every message: bytes, type, name and value side by side',
  summary: 'one line a message',
  diagram: 'the bytes of every message with brackets that say what they are, as on a wiki page',
  table: 'bytes, type and description of every field in a table',
  colours: 'the bytes of every message as a dump in the colours of its fields, with a legend',
  hex: 'the bytes of every message as a plain dump',
  json: 'one JSON object a line, with typed values',
  fields: 'the fields chosen with -e, one line a message, tabs between them',
  csv: 'the same with commas, for spreadsheets; without -e what is known of each message',
} as const

export type ViewKind = keyof typeof VIEWS

export const VIEW_KINDS = Object.keys(VIEWS) as readonly ViewKind[]
