import { names } from '../../../src/fields/index.js'

/** What a message of ICBM or CHAT is: both count alike. */
export const CHANNELS = names({ 1: 'IM', 2: 'rendezvous', 3: 'chat', 4: 'ICQ', 5: 'co-browser' })
