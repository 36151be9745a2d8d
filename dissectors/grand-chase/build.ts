import type { Slot } from '../../src/dissect/slots.js'
import { fitOf, knownContent } from './contents/index.js'
import { Fit } from './layout.js'
import type { OpcodeNames } from './names.js'
import type { Content } from './payload.js'
import { PROFILES, type Profile, SERVERS, type Server } from './profiles.js'

/** The build that connections of this run have told, for those that do not tell. */
export const TOLD_PROFILES: Slot<{ profiles: readonly Profile[] }> = {
  name: 'grand-chase builds',
  make: () => ({ profiles: PROFILES }),
}

/** A way to read a message, and how well that goes. */
interface Reading {
  readonly server: Server
  readonly profile: Profile
  readonly fit: Fit
}

/**
 * Which server of which build a connection leads to: what its port, its announcement or an option says, and beyond that
 * what its contents tell by the layouts they fit.
 */
export class Build {
  /** Those that can be told apart by contents only. */
  readonly #servers: readonly Server[]
  readonly #choosable: readonly Profile[]
  /** Undefined until something tells. */
  server: Server | undefined
  /** Builds that nothing speaks against, the likeliest first. */
  profiles: readonly Profile[]

  constructor(servers: readonly Server[], profiles: readonly Profile[]) {
    this.#servers = servers
    this.#choosable = profiles
    this.server = servers.length === 1 ? servers[0] : undefined
    this.profiles = profiles
  }

  get profile(): Profile {
    return this.profiles[0]!
  }

  /** Takes into account how a message reads on each server and in each build; a message may overrule those before. */
  weigh(names: OpcodeNames, opcode: number, content: Content): void {
    const fits = this.#readings(names, opcode, content)
    const best = Math.max(Fit.None, ...fits.map(({ fit }) => fit))
    if (best === Fit.None) return
    const fitting = fits.filter(({ fit }) => fit === best)
    const server = fitting.find((reading) => reading.server === this.server)?.server ?? fitting[0]!.server
    this.server = server
    this.narrow(fitting.filter((reading) => reading.server === server).map(({ profile }) => profile))
  }

  /** Takes a build for the likeliest. */
  prefer(profile: Profile): void {
    if (this.profiles.includes(profile)) this.profiles = [...new Set([profile, ...this.profiles])]
  }

  /** Keeps those builds that are among these, or takes these where none is. */
  narrow(to: readonly Profile[]): void {
    const left = this.profiles.filter((profile) => to.includes(profile))
    this.profiles = left.length > 0 ? left : this.#choosable.filter((profile) => to.includes(profile))
  }

  #readings(names: OpcodeNames, opcode: number, { bytes, start, end }: Content): Reading[] {
    const readings: Reading[] = []
    // Short contents fit by chance: they do not overrule a server on which the opcode has a name.
    const isNamed = this.server !== undefined && names.of(this.server, this.profile).names.has(opcode)
    for (const server of this.#servers) {
      for (const profile of this.#choosable) {
        const name = names.of(server, profile).names.get(opcode)
        const known = name === undefined ? undefined : knownContent(server, name)
        if (!known || (known.weak && isNamed && server !== this.server)) continue
        readings.push({ server, profile, fit: fitOf(known, bytes, start, end) })
      }
    }
    return readings
  }
}

/** Ports that kinds of servers usually have (protocol page section 1). */
const PORTS: ReadonlyMap<number, Server> = new Map([
  [9500, 'center'],
  [9501, 'center'],
  [9400, 'game'],
  [9401, 'game'],
  [9410, 'game'],
  [9300, 'messenger'],
])

/** The servers that may listen on one of these ports. */
export function serversAt(ports: readonly number[]): readonly Server[] {
  for (const port of ports) {
    const server = PORTS.get(port)
    if (server) return [server]
  }
  return SERVERS
}
