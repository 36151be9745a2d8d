import { MODERN_AGENTS } from './modern-agents.js'
import { MODERN_CIRCUITS } from './modern-circuits.js'
import { MODERN_INVENTORY } from './modern-inventory.js'
import { MODERN_OBJECTS } from './modern-objects.js'

/**
 * The built-in messages of the modern era, in template syntax. Since viewer 1.18 (July 2007) numbers
 * never change and messages only grow at their end; these layouts are as of 2025, and older senders
 * leave out the blocks they do not know.
 */
export const CORE_MODERN = `version 2.0${MODERN_CIRCUITS}${MODERN_AGENTS}${MODERN_OBJECTS}${MODERN_INVENTORY}`
