import { count } from '../count.js'
import type { RunResult } from '../run.js'
import { Exit } from './errors.js'
import type { Reporter } from './reporter.js'

/** Says what of the input was not shown, and chooses the exit code; `found` says whether there was what the command looks for. */
export function conclude(result: RunResult, reporter: Reporter, found: boolean): number {
  if (result.control > 0) {
    const segments = count(result.control, 'TCP segment')
    reporter.say(`not shown: ${segments} without new payload (set-up, acknowledgements, repetitions).`)
  }
  if (result.forgotten > 0) {
    reporter.say(`too many conversations were open: ${count(result.forgotten, 'conversation')} forgotten.`)
  }
  if (result.announcementsDropped > 0) {
    reporter.say(
      `too many conversations were announced: ${count(result.announcementsDropped, 'announcement')} forgotten.`,
    )
  }
  if (result.linksDropped > 0) {
    reporter.say(`too many messages belong together: ${count(result.linksDropped, 'link')} left out.`)
  }
  if (result.secretsDropped > 0) {
    reporter.say(
      `too many keys are in the traffic: ${count(result.secretsDropped, 'time')} one was not learned.`,
    )
  }
  if (result.firstBug) {
    reporter.bug(result.firstBug)
    return Exit.BUG
  }
  if (reporter.problems > 0) return Exit.DAMAGED
  return found ? Exit.OK : Exit.NOTHING
}
