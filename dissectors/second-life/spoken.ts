import type { Cursor } from '../../src/dissect/cursor.js'
import type { DissectOptions } from '../../src/dissect/dissector.js'
import { findingKind } from '../../src/dissect/finding.js'
import type { Slot } from '../../src/dissect/slots.js'
import { Waiting } from '../../src/dissect/waiting.js'
import { checksumText, viewerWithChecksum } from './template/known.js'
import { TEMPLATES, type TemplateLibrary, type UnusableTemplate } from './template/library.js'

/** Viewers whose template's checksum is remembered. */
export const MAX_SPOKEN = 4096

const TEMPLATE_MISSING = findingKind('sl.template-missing', 'note')

/** How many unusable templates have been told. */
const TOLD: Slot<{ count: number }> = { name: 'sl.unusable-told', make: () => ({ count: 0 }) }

/** Checksums of templates that user servers asked for, by the address of the viewer. They last over the passes of a run. */
const SPOKEN: Slot<Waiting<string, number>> = {
  name: 'sl.spoken-templates',
  make: () => new Waiting(MAX_SPOKEN),
}

/** What a conversation knows about templates: those that are loaded, and the one its viewer is known to speak. */
export class CircuitTemplates {
  readonly library: TemplateLibrary
  readonly #told: { count: number }
  readonly #spoken: Waiting<string, number>
  readonly #viewer: string

  /** `viewer`: the viewer's address. */
  constructor(options: Pick<DissectOptions, 'settings' | 'state'>, viewer: string) {
    this.library = options.settings.of(TEMPLATES).library
    this.#told = options.state.of(TOLD)
    this.#spoken = options.settings.of(SPOKEN)
    this.#viewer = viewer
  }

  /** The checksum a user server last told this viewer. */
  get spoken(): number | undefined {
    return this.#spoken.get(this.#viewer)
  }

  /** Templates that were found but cannot be used, each once in a run. */
  unusableOnce(): readonly UnusableTemplate[] {
    const { unusable } = this.library
    const news = unusable.slice(this.#told.count)
    this.#told.count = unusable.length
    return news
  }

  /** A reply names the template that is spoken on this viewer's circuits from now on; says so when it is not loaded. */
  learn(at: Cursor, checksum: number): void {
    this.#spoken.add(this.#viewer, checksum)
    this.#spoken.tellDropped(at.message, 'viewers have told which template they speak')
    const loaded = this.library.dialects('classic')
    if (loaded.some((dialect) => dialect.checksum === checksum)) return
    const viewer = viewerWithChecksum(checksum)
    const wanted = viewer
      ? `the message_template.msg of ${viewer}`
      : `a message template with the checksum ${checksumText(checksum)}`
    at.find(
      TEMPLATE_MISSING,
      `This template is not loaded, so ${loaded[0]!.templateName} decides: give ${wanted} with --template.`,
      4,
    )
  }
}
