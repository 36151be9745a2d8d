import { keepAlives } from '../../src/dissect/chores.js'
import type { Dissector } from '../../src/dissect/dissector.js'
import { detectSnac } from './detect-snac.js'
import { detectFlap } from './framing.js'
import { REDACTING } from './redacting.js'
import { FlapSession, SnacSession } from './session.js'

/** AIM and ICQ over FLAP; the README here describes it. */
export const oscar: Dissector = {
  name: 'oscar',
  title: 'OSCAR',
  transport: 'tcp',
  ports: [
    [443, 443],
    [5190, 5194],
  ],
  detect: detectFlap,
  comparing: keepAlives('keep-alive', 'OSERVICE NOOP'),
  redacting: REDACTING,
  open: (conversation, options) => new FlapSession(oscar, conversation, options),
}

/** The same without FLAP headers, as pages and logs quote them. */
export const snac: Dissector = {
  name: 'snac',
  title: 'OSCAR SNAC',
  transport: 'tcp',
  ports: [],
  detect: (bytes, start, end) => detectSnac(bytes, start, end),
  open: (conversation, options) => new SnacSession(snac, conversation, options),
}
