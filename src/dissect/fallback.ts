import type { Cursor } from './cursor.js'
import { UNDECODED } from './cursor.js'
import type { Dissector, Session } from './dissector.js'

/** What is shown when no protocol claims a payload: one undecoded leaf a packet. */
export const DATA: Dissector = {
  name: 'data',
  title: 'Data',
  transport: 'udp',
  ports: [],
  detect: () => 0,
  open: () => SESSION,
}

const SESSION: Session = {
  dissector: DATA,
  teaches: false,
  dissect(at: Cursor): void {
    at.rest(UNDECODED)
  },
}
