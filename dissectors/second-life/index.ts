import { type Dissector, OptionError } from '../../src/dissect/dissector.js'
import { THIS_MACHINE } from '../../src/machine.js'
import { COMPARING } from './comparing.js'
import { detect } from './detect.js'
import { coreDialect, ERAS } from './dialect.js'
import { REDACTING } from './redacting.js'
import { SecondLifeSession } from './session.js'
import { openLibrary, TEMPLATES } from './template/library.js'
import { TemplateError } from './template/tokens.js'

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
  comparing: COMPARING,
  redacting: REDACTING,
  async prepare({ protocolOptions, settings }) {
    try {
      const given = protocolOptions.get('template') ?? []
      settings.of(TEMPLATES).library = openLibrary(given, THIS_MACHINE)
    } catch (error) {
      if (error instanceof TemplateError) throw new OptionError(`${error.message}; see docs/templates.md.`)
      throw error
    }
  },
  open: (conversation, options) => new SecondLifeSession(secondLife, conversation, options),
  declareFields(prepared) {
    const library = prepared?.settings.of(TEMPLATES).library
    for (const era of ERAS) {
      for (const dialect of library?.dialects(era) ?? [coreDialect(era)]) dialect.compileAll()
    }
  },
}
