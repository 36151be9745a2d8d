import type { Dissector } from '../../src/dissect/dissector.js'
import { detect } from './detect.js'
import { coreDialect } from './dialect.js'
import { ERAS } from './era.js'
import { SecondLifeSession } from './session.js'

/** The Second Life message system over UDP; the README here describes it. */
export const secondLife: Dissector = {
  name: 'sl',
  title: 'Second Life message system (LLUDP)',
  transport: 'udp',
  ports: [
    [12036, 12036],
    [13000, 13050],
  ],
  detect,
  open: (conversation, options) => new SecondLifeSession(secondLife, conversation, options),
  declareFields() {
    for (const era of ERAS) coreDialect(era).compileAll()
  },
}
