import type { FieldTemplate } from '../template/model.js'
import { IM_BUCKET } from './bucket.js'
import { COMPRESSED_OBJECT } from './compressed.js'
import { EXTRA_PARAM, EXTRA_PARAMS_LIST } from './extra-params.js'
import { LAYER_BITS } from './layer-data.js'
import { ID_LIST, OBJECT_CHANGE, THROTTLE_LIST } from './lists.js'
import { OBJECT_DATA, TERSE_DATA } from './motion.js'
import { NAME_VALUES } from './name-values.js'
import { PARTICLE_SYSTEM, TEXTURE_ANIMATION } from './particles.js'
import type { Payload } from './payload.js'
import { SIZED_TEXTURE_ENTRY, TEXTURE_ENTRY } from './texture-entry.js'
import { TRANSFER_INFO, TRANSFER_REQUEST } from './transfer.js'
import { EFFECT_DATA } from './viewer-effect.js'

/** By `Message.Block.Field`. */
const PAYLOADS: ReadonlyMap<string, Payload> = new Map([
  ['ObjectUpdate.ObjectData.ObjectData', OBJECT_DATA],
  ['ObjectUpdate.ObjectData.TextureEntry', TEXTURE_ENTRY],
  ['ObjectUpdate.ObjectData.TextureAnim', TEXTURE_ANIMATION],
  ['ObjectUpdate.ObjectData.NameValue', NAME_VALUES],
  ['ObjectUpdate.ObjectData.PSBlock', PARTICLE_SYSTEM],
  ['ObjectUpdate.ObjectData.ExtraParams', EXTRA_PARAMS_LIST],
  ['ObjectUpdateCompressed.ObjectData.Data', COMPRESSED_OBJECT],
  ['ImprovedTerseObjectUpdate.ObjectData.Data', TERSE_DATA],
  ['ImprovedTerseObjectUpdate.ObjectData.TextureEntry', SIZED_TEXTURE_ENTRY],
  ['ObjectImage.ObjectData.TextureEntry', TEXTURE_ENTRY],
  ['AgentSetAppearance.ObjectData.TextureEntry', TEXTURE_ENTRY],
  ['AvatarAppearance.ObjectData.TextureEntry', TEXTURE_ENTRY],
  ['ObjectExtraParams.ObjectData.ParamData', EXTRA_PARAM],
  ['ObjectProperties.ObjectData.TextureID', ID_LIST],
  ['MultipleObjectUpdate.ObjectData.Data', OBJECT_CHANGE],
  ['AgentThrottle.Throttle.Throttles', THROTTLE_LIST],
  ['ChildAgentUpdate.AgentData.Throttles', THROTTLE_LIST],
  ['ViewerEffect.Effect.TypeData', EFFECT_DATA],
  ['LayerData.LayerData.Data', LAYER_BITS],
  ['ImprovedInstantMessage.MessageBlock.BinaryBucket', IM_BUCKET],
  ['TransferRequest.TransferInfo.Params', TRANSFER_REQUEST],
  ['TransferInfo.TransferInfo.Params', TRANSFER_INFO],
])

/** What is packed into the field `Message.Block.Field`; undefined when nothing is, or not known. */
export function payloadOf(path: string, field: FieldTemplate): Payload | undefined {
  return field.type === 'Variable' ? PAYLOADS.get(path) : undefined
}
