/** The kinds of view and what each is for, in the order of the help. */
export const VIEWS = {
  tree: 'every field of every message: bytes, type, name and value side by side',
  colours: 'the bytes of every message as a dump in the colours of its fields, with a legend',
  summary: 'one line a message',
  json: 'one JSON object a line, with typed values',
  fields: 'the fields chosen with -e, one line a message, tabs between them',
  csv: 'the same with commas, for spreadsheets; without -e what is known of each message',
} as const

export type ViewKind = keyof typeof VIEWS

export const VIEW_KINDS = Object.keys(VIEWS) as readonly ViewKind[]
