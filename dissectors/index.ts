import type { Dissector } from '../src/dissect/dissector.js'

/** A protocol slx brings along; its code is loaded when a command needs it. */
export interface DissectorEntry {
  readonly name: string
  load(): Promise<Dissector>
}

/** All protocols, in the order they are asked about a payload's content. Adding one is one folder and one line here. */
export const DISSECTORS: readonly DissectorEntry[] = [
  { name: 'sl', load: async () => (await import('./second-life/index.js')).secondLife },
  { name: 'grand-chase', load: async () => (await import('./grand-chase/index.js')).grandChase },
  { name: 'http', load: async () => (await import('./http/index.js')).http },
  { name: 'mmo-login', load: async () => (await import('./srp/mmo/login.js')).mmoLogin },
  { name: 'mmo-realm', load: async () => (await import('./srp/mmo/realm.js')).mmoRealm },
  { name: 'mmo-server', load: async () => (await import('./srp/mmo/server.js')).mmoServer },
  { name: 'mmo-world', load: async () => (await import('./srp/mmo/world.js')).mmoWorld },
  { name: 'wow-login', load: async () => (await import('./srp/wow/login/index.js')).wowLogin },
  { name: 'wow-world', load: async () => (await import('./srp/wow/world/index.js')).wowWorld },
  { name: 'oscar', load: async () => (await import('./oscar/index.js')).oscar },
  { name: 'snac', load: async () => (await import('./oscar/index.js')).snac },
  { name: 'xsnac', load: async () => (await import('./oscar/signon/kerberos.js')).xsnac },
  { name: 'toc', load: async () => (await import('./oscar/toc.js')).toc },
  { name: 'odc', load: async () => (await import('./oscar/peer/odc.js')).odc },
  { name: 'oft', load: async () => (await import('./oscar/peer/oft.js')).oft },
  { name: 'ars', load: async () => (await import('./oscar/peer/proxy.js')).ars },
]
