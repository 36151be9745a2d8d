/** An end of a conversation: 0 is the client, 1 the server. */
export type Side = 0 | 1
export const CLIENT: Side = 0
export const SERVER: Side = 1

/** `none`: frames that carry neither (ARP, ICMP, other IP protocols), and dumps of a bare payload. */
export type Transport = 'udp' | 'tcp' | 'none'

export interface Endpoint {
  /** As text: `192.168.1.3`, `fe80::1`, a MAC address for frames without IP, a host name behind a SOCKS5 relay, empty when unknown. */
  readonly address: string
  /** 0 when there is none. */
  readonly port: number
}

/** `192.168.1.3:37998`, `[fe80::1]:443`, the address alone without a port, `?` where neither is known. Untrusted text. */
export function endText({ address, port }: Endpoint): string {
  if (port === 0) return address || '?'
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

/** All packets between two endpoints over one transport; for TCP one connection. */
export interface Conversation {
  /** 1-based, in order of appearance. */
  readonly id: number
  readonly transport: Transport
  /** Indexed by Side. May change place while the roles are still a guess. */
  readonly ends: readonly [client: Endpoint, server: Endpoint]
  /**
   * How the roles were decided: by `syn`, because a message `announced` the server, by a `port` that is known, by the
   * `content` of what was said first, by who spoke `first`, by the dump's `label`; `unknown` when nothing tells the sides apart.
   */
  readonly roles: 'syn' | 'announced' | 'port' | 'content' | 'first' | 'label' | 'unknown'
  /** A place for whoever takes the payloads to keep what it knows of this conversation; undefined at first. */
  state: unknown
}
