import { keepAlives } from '../../src/dissect/chores.js'
import type { Dissector } from '../../src/dissect/dissector.js'
import { detect, speaker } from './detect.js'
import { OPCODE_NAMES, OpcodeNames } from './names.js'
import { REDACTING } from './redacting.js'
import { GrandChaseSession } from './session.js'

/** Grand Chase's security layer and what is known of the messages inside; the README here describes it. */
export const grandChase: Dissector = {
  name: 'grand-chase',
  title: 'Grand Chase',
  transport: 'tcp',
  ports: [
    [9300, 9300],
    [9400, 9401],
    [9410, 9410],
    [9500, 9501],
  ],
  detect,
  speaker,
  comparing: keepAlives('HEART_BIT_NOT'),
  redacting: REDACTING,
  prepare: (options) => options.settings.of(OPCODE_NAMES).load(options),
  open: (conversation, options) => new GrandChaseSession(grandChase, conversation, options),
  declareFields: () => void new OpcodeNames().of(undefined, 'eternal'),
}
