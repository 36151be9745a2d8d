/** Messages that keep a conversation going rather than say something. Not compared unless asked for. */
export const CHORES = ['acknowledgements', 'keep-alives', 'repetitions'] as const
export type Chore = (typeof CHORES)[number]
