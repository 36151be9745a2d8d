import { layer } from '../../../src/fields/index.js'
import { LOOKAT_TARGETS, POINTAT_TARGETS } from '../values/agent.js'
import { type Payload, takeUnknown } from './payload.js'
import { LLUUID, LLVector3d, U8 } from './specs.js'

/*
 * ViewerEffect.TypeData: what an effect goes from and to. All of the effects that viewers draw have 56 bytes;
 * looking and pointing have one more, what at.
 *
 *   source:16 target:16 position:24 [kind of target:1]
 */

const LOOKAT = 14
const POINTAT = 15

const LEAST = 56

const EFFECT = layer('sl.viewer-effect', {
  SourceID: LLUUID({ role: 'id', doc: 'Avatar or object it comes from' }),
  TargetID: LLUUID({ role: 'id', doc: 'Object it goes to; null for a place' }),
  TargetPosition: LLVector3d({ unit: 'm', doc: 'From the target, or on the grid when there is none' }),
})

const LOOK = layer('sl.viewer-effect', { TargetType: U8({ names: LOOKAT_TARGETS }) })
const POINT = layer('sl.viewer-effect', { TargetType: U8({ names: POINTAT_TARGETS }) })

export const EFFECT_DATA: Payload = {
  doc: 'Source and target, as the type has them',
  by: 'Type',
  read(at, type) {
    if (at.remaining < LEAST || at.remaining > LEAST + 1) {
      takeUnknown(at, 'of 56 or 57 bytes')
      return
    }
    at.read(EFFECT.SourceID)
    at.read(EFFECT.TargetID)
    at.read(EFFECT.TargetPosition)
    if (type === LOOKAT) at.read(LOOK.TargetType)
    else if (type === POINTAT) at.read(POINT.TargetType)
  },
}
