import type { FieldOptions } from '../../../src/fields/index.js'

/** What a template does not say about a field: how to show it and what a difference means. */
export interface Meaning extends Pick<FieldOptions, 'role' | 'base' | 'unit' | 'doc'> {
  /** A `Variable` field that holds UTF-8 text, usually with a NUL at the end. */
  readonly text?: boolean
}

const ID: Meaning = { role: 'id' }
const SEQUENCE: Meaning = { role: 'sequence' }
const HEX: Meaning = { base: 'hex' }
const TEXT: Meaning = { text: true }
const METRES: Meaning = { unit: 'm' }

/** By `Message.Block.Field`. Fields not listed are plain data. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  'SecuredTemplateChecksumRequest.TokenBlock.Token': {
    ...ID,
    doc: 'Chosen at random by the viewer; the reply repeats it',
  },
  'TemplateChecksumReply.DataBlock.Checksum': {
    ...HEX,
    doc: 'Checksum of the message template the server speaks',
  },
  'TemplateChecksumReply.TokenBlock.Token': { ...ID, doc: 'The token of the request' },
  'PacketAck.Packets.ID': { ...SEQUENCE, doc: 'Sequence of a reliable packet that arrived' },
  'StartPingCheck.PingID.PingID': { ...SEQUENCE, doc: 'The reply repeats it' },
  'StartPingCheck.PingID.OldestUnacked': {
    ...SEQUENCE,
    doc: 'Sequence of the oldest reliable packet the sender has no ack for',
  },
  'CompletePingCheck.PingID.PingID': { ...SEQUENCE, doc: 'The PingID of the StartPingCheck' },
  'UseCircuitCode.CircuitCode.Code': { ...ID, doc: 'circuit_code of the login reply' },
  'UseCircuitCode.CircuitCode.SessionID': { ...ID, doc: 'session_id of the login reply' },
  'UseCircuitCode.CircuitCode.ID': { ...ID, doc: 'agent_id of the login reply' },
  'CompleteAgentMovement.AgentData.CircuitCode': ID,
  'AgentThrottle.AgentData.CircuitCode': ID,
  'AgentThrottle.Throttle.GenCounter': SEQUENCE,
  'AgentUpdate.AgentData.ControlFlags': HEX,
  'AgentUpdate.AgentData.Far': { ...METRES, doc: 'Draw distance' },
  'AgentMovementComplete.Data.Timestamp': { role: 'volatile' },
  'AgentMovementComplete.SimData.ChannelVersion': TEXT,
  'ChatFromViewer.ChatData.Message': TEXT,
  'ChatFromSimulator.ChatData.FromName': TEXT,
  'ChatFromSimulator.ChatData.Message': TEXT,
  'SimStats.Region.RegionFlags': HEX,
  'SimStats.RegionInfo.RegionFlagsExtended': HEX,
  'RegionHandshake.RegionInfo.RegionFlags': HEX,
  'RegionHandshake.RegionInfo.SimName': TEXT,
  'RegionHandshake.RegionInfo.WaterHeight': METRES,
  'RegionHandshake.RegionInfo3.ColoName': TEXT,
  'RegionHandshake.RegionInfo3.ProductSKU': TEXT,
  'RegionHandshake.RegionInfo3.ProductName': TEXT,
  'RegionHandshake.RegionInfo4.RegionFlagsExtended': HEX,
  'RegionHandshake.RegionInfo4.RegionProtocols': HEX,
  'RegionHandshakeReply.RegionInfo.Flags': HEX,
  'ObjectUpdate.ObjectData.CRC': { ...HEX, role: 'volatile' },
  'ObjectUpdate.ObjectData.UpdateFlags': HEX,
  'ObjectUpdate.ObjectData.NameValue': TEXT,
  'ObjectUpdate.ObjectData.Text': { ...TEXT, doc: 'Text hovering above the object' },
  'ObjectUpdate.ObjectData.MediaURL': TEXT,
}

const PLAIN: Meaning = {}

/** What is known of a field; in any message of any template an LLUUID called `...ID` is an id. */
export function meaningOf(path: string, type: string): Meaning {
  if (Object.hasOwn(MEANINGS, path)) return MEANINGS[path]!
  return type === 'LLUUID' && path.endsWith('ID') ? ID : PLAIN
}
