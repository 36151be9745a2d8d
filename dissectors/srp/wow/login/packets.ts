import type { Side } from '../../../../src/network/conversation.js'
import {
  clientChallengeLength,
  readClientChallenge,
  readReconnectChallenge,
  readServerChallenge,
} from './challenge.js'
import { type LoginPacket, type LoginPackets, readNothing } from './packet.js'
import {
  failurePadded,
  readClientProof,
  readReconnectClientProof,
  readReconnectServerProof,
  readServerProof,
  reconnectPadded,
} from './proof.js'
import { readListRequest, readRealmList, realmListLength } from './realm-list.js'
import { readData, readInitiate, readResume, readSurveyResult } from './transfer.js'

const LOGON_CHALLENGE = 'CMD_AUTH_LOGON_CHALLENGE'
const LOGON_PROOF = 'CMD_AUTH_LOGON_PROOF'
const RECONNECT_CHALLENGE = 'CMD_AUTH_RECONNECT_CHALLENGE'
const RECONNECT_PROOF = 'CMD_AUTH_RECONNECT_PROOF'
const REALM_LIST = 'CMD_REALM_LIST'

/** All messages of the logon (protocol page 2.1): the client's, the server's. */
export const LOGIN_PACKETS: Readonly<Record<Side, LoginPackets>> = [
  new Map<number, LoginPacket>([
    [0x00, { name: LOGON_CHALLENGE, read: readClientChallenge, length: clientChallengeLength }],
    [0x01, { name: LOGON_PROOF, read: readClientProof }],
    [0x02, { name: RECONNECT_CHALLENGE, read: readClientChallenge, length: clientChallengeLength }],
    [0x03, { name: RECONNECT_PROOF, read: readReconnectClientProof }],
    [0x04, { name: 'CMD_SURVEY_RESULT', read: readSurveyResult }],
    [0x10, { name: REALM_LIST, read: readListRequest }],
    [0x32, { name: 'CMD_XFER_ACCEPT', read: readNothing }],
    [0x33, { name: 'CMD_XFER_RESUME', read: readResume }],
    [0x34, { name: 'CMD_XFER_CANCEL', read: readNothing }],
  ]),
  new Map<number, LoginPacket>([
    [0x00, { name: LOGON_CHALLENGE, read: readServerChallenge }],
    [0x01, { name: LOGON_PROOF, read: readServerProof, padded: failurePadded }],
    [0x02, { name: RECONNECT_CHALLENGE, read: readReconnectChallenge }],
    [0x03, { name: RECONNECT_PROOF, read: readReconnectServerProof, padded: reconnectPadded }],
    [0x10, { name: REALM_LIST, read: readRealmList, length: realmListLength }],
    [0x30, { name: 'CMD_XFER_INITIATE', read: readInitiate }],
    [0x31, { name: 'CMD_XFER_DATA', read: readData }],
  ]),
]
