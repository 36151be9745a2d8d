import { GENERAL_STATISTICS } from '../src/stats/general/index.js'
import type { StatisticEntry } from '../src/stats/statistic.js'

/** All statistics, in the order of the help and of their output. */
export const STATISTICS: readonly StatisticEntry[] = [
  ...GENERAL_STATISTICS,
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
