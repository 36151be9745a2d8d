/** Builds of the game whose opcode numbers are known, the one most written about first. */
export const PROFILES = ['eternal', 's5', 's5ep3', 's1'] as const
export type Profile = (typeof PROFILES)[number]

export const PROFILE_TITLES: Readonly<Record<Profile, string>> = {
  eternal: 'Eternal',
  s5: 'Season 5',
  s5ep3: 'Season 5 ep. 3',
  s1: 'Season 1',
}

/** What a connection leads to: each kind of server has opcodes of its own. */
export const SERVERS = ['center', 'game', 'messenger'] as const
export type Server = (typeof SERVERS)[number]
