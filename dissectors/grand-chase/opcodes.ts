import type { Names } from '../../src/fields/index.js'
import { PROFILES, type Profile, type Server } from './profiles.js'

/*
 * Opcodes by build (protocol page section 5): the messages one meets first and those whose contents are known. Numbers
 * differ from build to build; absent ones are not known or do not exist there. A full table goes into a file for --opcodes.
 */

/** The same on every server of every build. */
const EVERYWHERE = new Map([
  [0, 'HEART_BIT_NOT'],
  [1, 'SET_SECURITY_KEY_NOT'],
])

type Row = readonly [name: string, eternal: number, s5?: number, s5ep3?: number, s1?: number]

const NONE = -1

/** On the center server: Eternal, Season 5 twice (one table), Season 1. */
const CENTER: readonly Row[] = [
  ['VERIFY_ACCOUNT_REQ', 2, 2, 2, 2],
  ['VERIFY_ACCOUNT_ACK', 3, 3, 3, 3],
  ['SERVER_LIST_NOT', 4, 4, 4],
  ['WAIT_TIME_NOT', 5, 5, 5, 5],
  ['CLOSE_CONNECTION_NOT', 6, 6, 6],
  ['CONNECT_TO_SERVER_REQ', 7],
  ['CONNECT_TO_SERVER_ACK', 8],
  ['CHANNEL_NEWS_NOT', 9, 7, 7],
  ['ITEM_BUY_INFO_NOT', 10, 8, 8],
  ['LOG_OUT_NOT', 11, 9, 9],
  ['CLIENT_SCRIPT_INFO_NOT', 12, 10, 10],
  ['CLIENT_CONTENTS_OPEN_NOT', 13, 11, 11],
  ['NEW_CLIENT_CONTENTS_OPEN_NOT', 14, 12, 12],
  ['SOCKET_TABLE_INFO_NOT', 15, 13, 13],
  ['OVERLAP_FILE_INFO', 16, 14, 14],
  ['GUIDE_BOOK_LIST_REQ', 17, 15, 15],
  ['GUIDE_BOOK_LIST_ACK', 18, 16, 16],
  ['TEXTURE_DYNAMIC_LOAD_REQ', 19, 17, 17],
  ['TEXTURE_DYNAMIC_LOAD_ACK', 20, 18, 18],
  ['LOADING_IMAGE_REQ', 21, 19, 19],
  ['LOADING_IMAGE_ACK', 22, 20, 20],
  ['CLIENT_CONTENTS_FIRST_INIT_INFO_REQ', 23, 21, 21],
  ['CLIENT_CONTENTS_FIRST_INIT_INFO_ACK', 24, 22, 22],
  ['CLIENT_PING_CONFIG_REQ', 25, 23, 23],
  ['CLIENT_PING_CONFIG_ACK', 26, 24, 24],
  ['SHAFILENAME_LIST_REQ', 27, 25, 25],
  ['SHAFILENAME_LIST_ACK', 28, 26, 26],
  ['STAY_SERVER_TIMEOUT', 29, 27, 27],
  ['CASHBACK_RATIO_INFO_NOT', 30, 38, 38],
]

/** On game servers: Eternal, Season 5, Season 5 episode 3. Of Season 1 none is known beyond the first two. */
const GAME: readonly Row[] = [
  ['EVENT_VERIFY_ACCOUNT_REQ', 2, 33, 33],
  ['EVENT_VERIFY_ACCOUNT_ACK', 3, 34, 34],
  ['EVENT_CHAT_REQ', 6, 36, 37],
  ['EVENT_CHAT_NOT', 7, 37, 38],
  ['EVENT_WHISPER_REQ', 8, 39, 40],
  ['EVENT_WHISPER_ACK', 9, 40, 41],
  ['EVENT_ENTER_CHANNEL_REQ', 12, 43, 44],
  ['EVENT_ENTER_CHANNEL_ACK', 13, 44, 45],
  ['EVENT_CHANNEL_LIST_REQ', 14, 45, 46],
  ['EVENT_CHANNEL_LIST_ACK', 15, 46, 47],
  ['EVENT_ROOM_LIST_REQ', 16, 47, 48],
  ['EVENT_ROOM_LIST_ACK', 17, 48, 49],
  ['EVENT_USER_LIST_REQ', 18, 49, 50],
  ['EVENT_USER_LIST_ACK', 19, 50, 51],
  ['EVENT_JOIN_ROOM_REQ', 20, 51, 52],
  ['EVENT_JOIN_ROOM_ACK', 21, 52, 53],
  ['EVENT_JOIN_ROOM_BROAD', 22, 53, 54],
  ['EVENT_CREATE_ROOM_REQ', 24, 55, 56],
  ['EVENT_CREATE_ROOM_ACK', 25, 56, 57],
  ['EVENT_LEAVE_CHANNEL_NOT', 26, 57, 58],
  ['EVENT_CHANGE_ROOM_INFO_REQ', 28, 59, 60],
  ['EVENT_CHANGE_ROOM_INFO_BROAD', 29, 60, 61],
  ['EVENT_INVITE_REQ', 31, 62, 63],
  ['EVENT_INVITE_NOT', 32, 63, 64],
  ['EVENT_LEAVE_ROOM_REQ', 33, 64, 65],
  ['EVENT_LEAVE_ROOM_ACK', 34, 65, 66],
  ['EVENT_LEAVE_ROOM_BROAD', 35, 66, 67],
  ['EVENT_START_GAME_REQ', 36, 67, 68],
  ['EVENT_START_GAME_ACK', 37, 68, 69],
  ['EVENT_START_GAME_BROAD', 38, 69, 70],
  ['EVENT_LOAD_COMPLETE_NOT', 39, 70, 71],
  ['EVENT_LEAVE_GAME_REQ', 44, 75, 76],
  ['EVENT_LEAVE_GAME_ACK', 45, 76, 77],
  ['EVENT_END_GAME_REQ', 46, 77, 78],
  ['EVENT_END_GAME_ACK', 47, 78, 79],
  ['EVENT_BUY_FOR_GP_REQ', 52, 83, 84],
  ['EVENT_BUY_FOR_GP_ACK', 53, 84, 85],
  ['EVENT_EQUIP_ITEM_REQ', 62, 93, 94],
  ['EVENT_EQUIP_ITEM_ACK', 63, 94, 95],
  ['EVENT_EQUIP_ITEM_BROAD', 64, 95, 96],
  ['EVENT_SELL_ITEM_REQ', 65, 96, 97],
  ['EVENT_SELL_ITEM_ACK', 66, 97, 98],
  ['EVENT_BAN_USER_REQ', 131, 131, 132],
  ['EVENT_REGISTER_NICKNAME_REQ', 134, 134, 135],
  ['EVENT_REGISTER_NICKNAME_ACK', 135, 135, 136],
  ['EVENT_UDP_PORT_NOT', 142, 142, 143],
  ['EVENT_CLIENT_CRASHED_NOT', 146, 146, 147],
  ['EVENT_SERVER_LIST_REQ', 154, 154, 155],
  ['EVENT_SERVER_LIST_ACK', 155, 155, 156],
  ['EVENT_P2P_RELAY_REQ', 156, 156, 157],
  ['EVENT_P2P_RELAY_ACK', 157, 157, 158],
  ['EVENT_SERVER_MIGRATION_REQ', 160, 160, 161],
  ['EVENT_SERVER_MIGRATION_ACK', 161, 161, 162],
  ['EVENT_VERIFY_INVENTORY_NOT', 224, 231, 232],
  ['EVENT_STAT_CLIENT_INFO', 226, 233, 234],
  ['EVENT_RELAY_DATA', 399, 408, 409],
  ['EVENT_SERVER_TIME_NOT', 406, 415, 416],
  ['EVENT_GET_FULL_SP_INFO_REQ', 423, 432, 433],
  ['EVENT_GET_FULL_SP_INFO_ACK', 424, 433, 434],
  ['EVENT_CLIENT_PING_REPORT_NOT', 825, 835, 836],
  ['EVENT_RELAY_LOADING_STATE', 842, 852, 853],
  ['EVENT_STAGE_LOAD_COMPLETE_NOT', 927, 926, 927],
  ['EVENT_CHOICE_BOX_LIST_REQ', 1012, 1011, 1011],
  ['EVENT_EXP_TABLE_NOT', 1250, 1249, 1249],
  ['EVENT_EXP_POTION_LIST_REQ', 1338, 1337, 1337],
  ['EVENT_DEPOT_INFO_REQ', 1340, 1339, 1339],
  ['EVENT_CHAR_SELECT_JOIN_REQ', 1555, 1559, 1559],
]

/** On the messenger server, from one source; in small letters what is known of the meaning but not of the name. */
const MESSENGER: Names = new Map([
  [2, 'VERIFY_ACCOUNT_REQ'],
  [3, 'VERIFY_ACCOUNT_ACK'],
  [5, 'CLOSE_CONNECTION_NOT'],
  ...span(6, 8, 'add friend'),
  ...span(20, 21, 'chat'),
  ...span(31, 32, 'verify account (Season 2)'),
  ...span(48, 49, 'chat (Season 2)'),
  ...span(73, 84, 'group chat'),
  ...span(89, 106, 'letter'),
])

/** The names slx brings along. */
export function builtInNames(server: Server | undefined, profile: Profile): Names {
  if (server === undefined) return EVERYWHERE
  const table = server === 'messenger' ? MESSENGER : column(server === 'center' ? CENTER : GAME, profile)
  return new Map([...EVERYWHERE, ...table])
}

function column(rows: readonly Row[], profile: Profile): [number, string][] {
  const index = 1 + PROFILES.indexOf(profile)
  return rows
    .map((row): [number, string] => [Number(row[index] ?? NONE), row[0]])
    .filter(([opcode]) => opcode !== NONE)
}

function span(first: number, last: number, name: string): [number, string][] {
  return Array.from({ length: last - first + 1 }, (_, i) => [first + i, name])
}
