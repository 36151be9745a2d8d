import { count } from '../count.js'
import { Follower } from '../follow/follower.js'
import { Survey } from '../follow/survey.js'
import type { FollowedConversation, FollowView } from '../follow/turn.js'
import { ByteWriter } from '../output/byte-writer.js'
import { wantsColour } from '../output/colour.js'
import type { Sink } from '../output/sink.js'
import { sizeOf } from '../passes.js'
import { conclude } from './conclude.js'
import { UsageError } from './errors.js'
import { type FollowCliOptions, targetOf } from './follow-options.js'
import { withOutput } from './output.js'
import { outputWidth } from './print.js'
import { prepareReading, type Reading } from './reading.js'
import { Reporter } from './reporter.js'

/** `slx follow`: prints the conversation of a message as a dialogue. Returns the exit code. */
export async function follow(args: readonly string[], options: FollowCliOptions): Promise<number> {
  const { inputs, message: target } = targetOf(args, options)
  const reporter = new Reporter(options.quiet ?? false)
  const reading = await prepareReading(inputs, options, reporter)
  return withOutput(inputs, options, reporter, 'meanwhile', (sink) =>
    print({ inputs, target, reading, sink }, options, reporter),
  )
}

/** What is followed, and where it is printed. */
interface Job {
  readonly inputs: readonly string[]
  readonly target: number | undefined
  readonly reading: Reading
  readonly sink: Sink
}

async function print(
  { inputs, target, reading, sink }: Job,
  options: FollowCliOptions,
  reporter: Reporter,
): Promise<number> {
  const isReadTwice = (await sizeOf(inputs)) !== undefined
  const survey = isReadTwice ? new Survey({ message: target, related: options.related ?? false }) : undefined
  if (!survey) refuseOnePass(options)
  const out = new ByteWriter(sink)
  const makeView = await loadView(out, options)
  let follower = new Follower(makeView(undefined), options)
  if (!survey && target !== undefined) follower.await(target)
  const result = await reading.run({
    layers: false,
    forwardLinks: true,
    afterChunk: () => out.flush(),
    message: (message) => follower.message(message, false) && !sink.closed,
    leftOut: (message) => follower.message(message, true) && !sink.closed,
    ...(survey && {
      survey,
      begin: () => {
        const chosen = survey.chosen()
        if (target !== undefined && target > survey.messages) throw missing(target, survey.messages)
        follower = new Follower(makeView(chosen), options)
        follower.choose(chosen)
      },
    }),
  })
  out.flush()
  if (follower.isWaiting) throw missing(target!, result.messages)
  if (follower.lost > 0) {
    reporter.skipped(
      `${count(follower.lost, 'message')} at the beginning of the conversation did not fit into the 64 MiB that are kept of an input that can be read only once; save it to a file and follow that.`,
    )
  }
  sayLeftOut(follower, reporter)
  return conclude(result, reporter, follower.shown > 0)
}

function sayLeftOut({ shown, leftOut }: Follower, reporter: Reporter): void {
  if (shown === 0 && leftOut === 0) {
    reporter.say('no message of the conversation lies between --from-message and --to-message.')
  }
  if (leftOut > 0) reporter.say(`-Y leaves out ${count(leftOut, 'message')} of what is followed.`)
}

/** What takes knowing of later messages is not for inputs that are read once. */
function refuseOnePass({ related, all, view }: FollowCliOptions): void {
  const asked = related ? '--related' : all && view === 'ladder' ? '--all with -T ladder' : undefined
  if (asked === undefined) return
  throw new UsageError(`${asked} reads its input twice; save standard input to a file and give that.`)
}

function missing(target: number, messages: number): UsageError {
  return new UsageError(
    `there is no message #${target}: the input has ${count(messages, 'message')} (slx dissect -T summary lists them).`,
  )
}

type MakeView = (conversations: readonly FollowedConversation[] | undefined) => FollowView

async function loadView(out: ByteWriter, options: FollowCliOptions): Promise<MakeView> {
  const view = {
    width: outputWidth(options.width),
    colour: wantsColour(options.color, process.stdout, process.env),
    showSecrets: options.showSecrets ?? false,
  }
  switch (options.view) {
    case 'text': {
      const { DialogueView } = await import('../follow/text.js')
      return () => new DialogueView(out, view)
    }
    case 'hex': {
      const { FollowHexView } = await import('../follow/hex.js')
      return () => new FollowHexView(out, view)
    }
    case 'ladder': {
      const { LadderView } = await import('../follow/ladder.js')
      const ascii = options.ascii ?? false
      return (conversations) => new LadderView(out, { ...view, ascii, conversations })
    }
  }
}
