import { ROOT } from '../support/slx.js'
import { messagesOf, retell, type Told } from './retell.js'

/** The sign-on that is compared with, and the file that holds the faulty one. */
export const REFERENCE = `${ROOT}samples/oscar-flap-sign-on.pcap`
export const FAULTY = `${ROOT}samples/oscar-faulty-server.pcap`

/** Of the reference: messages of the server that the faulty one gets wrong. */
const HOST_VERSIONS = 7
const NICK_INFO_UPDATE = 9

/** The same sign-on at another time and place, from a server that tells a wrong version of ICBM and forgets the user's own info. */
export async function faultyServer(): Promise<string> {
  const told = await messagesOf(REFERENCE)
  const wrong = told.map((message, i) => (i === HOST_VERSIONS ? withLastByte(message, 9) : message))
  return retell(wrong.toSpliced(NICK_INFO_UPDATE, 1), {
    begins: 1_600_000_000,
    client: { address: '198.51.100.9', port: 51_000 },
    server: '198.51.100.1',
  })
}

function withLastByte(message: Told, value: number): Told {
  const bytes = message.bytes.slice()
  bytes[bytes.length - 1] = value
  return { ...message, bytes }
}
