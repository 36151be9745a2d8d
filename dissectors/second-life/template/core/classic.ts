import { CLASSIC_AGENTS } from './classic-agents.js'
import { CLASSIC_CIRCUITS } from './classic-circuits.js'
import { CLASSIC_INVENTORY } from './classic-inventory.js'
import { CLASSIC_OBJECTS } from './classic-objects.js'

/**
 * The built-in messages of the classic era, in template syntax, with the numbers of viewer 1.13.2
 * (January 2007). Numbers of Low messages moved with nearly every release, so another viewer's need
 * its own template. The order of names decides the order of bytes (see legacy-order.ts): a test holds it to that of
 * the whole template, though this is but a part.
 */
export const CORE_CLASSIC = `version 2.0${CLASSIC_CIRCUITS}${CLASSIC_AGENTS}${CLASSIC_OBJECTS}${CLASSIC_INVENTORY}`
