import { names } from '../../../src/fields/index.js'

/** XXYY of 0946XXYY-4C7F-11D1-8222-444553540000 ("Capabilities" on the protocol page). */
export const SHORT_CAPABILITIES = names({
  0: 'short capabilities',
  1: 'secure IM',
  2: 'XHTML IM',
  256: 'video',
  257: 'live video',
  258: 'camera',
  259: 'microphone',
  260: 'RTC audio',
  263: 'multi audio (one source)',
  266: 'status-text aware',
  267: 'see as I type',
  511: 'smart capabilities',
  4899: 'Hiptop',
  4929: 'voice chat',
  4930: 'direct play',
  4931: 'send file',
  4932: 'ICQ direct / route finder',
  4933: 'direct IM',
  4934: 'buddy icon',
  4935: 'add-ins / stocks',
  4936: 'get file',
  4937: 'ICQ server relay',
  4938: 'games',
  4939: 'buddy-list transfer',
  4940: 'AIM file transfer (one source)',
  4941: 'AIM-ICQ',
  4942: 'UTF-8 messages',
  61443: 'unknown (seen)',
  61444: 'iChat screen sharing',
  61445: 'unknown (seen)',
})

/** Those that rendezvous are proposed for. */
export const enum Rendezvous {
  SendFile = 0x1343,
  DirectIm = 0x1345,
  BuddyIcon = 0x1346,
  ServerRelay = 0x1349,
  BuddyList = 0x134b,
}
