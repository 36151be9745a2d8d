import type { Statistic } from '../src/stats/statistic.js'

/** A statistic of `slx stats`; its code is loaded when it is asked for. */
export interface StatisticEntry {
  /** The option that asks for it, without dashes: `circuits`. */
  readonly name: string
  /** One line for the help. */
  readonly summary: string
  load(): Promise<Statistic>
}

/** All statistics, in the order of the help and of their output. */
export const STATISTICS: readonly StatisticEntry[] = [
  {
    name: 'circuits',
    summary: 'Second Life circuits: handshake, loss, resends, acks, round-trips, messages by name',
    load: async () => (await import('./second-life/statistics.js')).circuits,
  },
  {
    name: 'logons',
    summary: 'SRP logons by account: steps, results, checks, round-trips',
    load: async () => (await import('./srp/logons-statistic.js')).logons,
  },
  {
    name: 'grand-chase',
    summary: 'Grand Chase: sessions, keys, frames by opcode, what could not be opened',
    load: async () => (await import('./grand-chase/statistics.js')).grandChaseStatistic,
  },
  {
    name: 'oscar',
    summary: 'OSCAR: SNACs by name and direction, replies, sign-ons and rate changes',
    load: async () => (await import('./oscar/statistics.js')).oscarStatistic,
  },
]
