import type { StatisticEntry } from '../statistic.js'

/** The statistics that tell about every protocol, in the order of the help and of their output. */
export const GENERAL_STATISTICS: readonly StatisticEntry[] = [
  {
    name: 'protocols',
    summary: 'frames, messages and bytes of each layer and protocol',
    load: async () => (await import('./protocols.js')).protocols,
  },
  {
    name: 'conversations',
    summary: 'who talked to whom, when, and how much; the largest first',
    load: async () => (await import('./conversations.js')).conversations,
  },
  {
    name: 'messages',
    summary: 'messages by protocol, type and direction: number, bytes, sizes, rate',
    filterable: true,
    load: async () => (await import('./messages.js')).messages,
  },
  {
    name: 'coverage',
    summary: 'how much is understood of each type of message; the least understood first',
    filterable: true,
    load: async () => (await import('./coverage.js')).coverage,
  },
  {
    name: 'findings',
    summary: 'problems by severity and code, with the first of each',
    filterable: true,
    load: async () => (await import('./findings.js')).findings,
  },
  {
    name: 'timeline',
    summary: 'messages and bytes over time (only where asked for)',
    onRequest: true,
    filterable: true,
    load: async () => (await import('./timeline.js')).timeline,
  },
]
