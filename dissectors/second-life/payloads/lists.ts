import { layer } from '../../../src/fields/index.js'
import type { Payload } from './payload.js'
import { F32, LLQuaternion, LLUUID, LLVector3 } from './specs.js'

/* Payloads that are numbers one behind the other. */

/** AgentThrottle.Throttles, bits a second for each kind of traffic. */
const THROTTLES = Object.values(
  layer('sl.throttles', {
    Resend: F32({ unit: 'bit/s' }),
    Land: F32({ unit: 'bit/s' }),
    Wind: F32({ unit: 'bit/s' }),
    Cloud: F32({ unit: 'bit/s' }),
    Task: F32({ unit: 'bit/s', doc: 'Objects and chat' }),
    Texture: F32({ unit: 'bit/s' }),
    Asset: F32({ unit: 'bit/s' }),
  }),
)

export const THROTTLE_LIST: Payload = {
  doc: 'Bits a second for each kind of traffic',
  read(at) {
    for (const throttle of THROTTLES) if (at.more) at.read(throttle)
  },
}

const IDS = layer('sl.ids', { ID: LLUUID({ role: 'id', repeated: true }) })

export const ID_LIST: Payload = {
  doc: 'Ids one behind the other',
  read(at) {
    while (at.more) at.read(IDS.ID)
  },
}

const CHANGE = layer('sl.object-change', {
  Position: LLVector3({ unit: 'm' }),
  Rotation: LLQuaternion(),
  Scale: LLVector3({ unit: 'm' }),
})

const POSITION = 0x1
const ROTATION = 0x2
const SCALE = 0x4

/** MultipleObjectUpdate.Data: what Type says. */
export const OBJECT_CHANGE: Payload = {
  doc: 'Position, rotation and scale, as far as Type has them',
  by: 'Type',
  read(at, type) {
    if (type & POSITION) at.read(CHANGE.Position)
    if (type & ROTATION) at.read(CHANGE.Rotation)
    if (type & SCALE) at.read(CHANGE.Scale)
  },
}
