/*
 * Colours are four bytes: red, green, blue and opacity. What is most often 255 is in some places sent from
 * 255 down, so that zero-coding shortens it. These are ranges of packed vectors.
 */

export const COLOUR = [[0, 255]] as const

export const INVERTED_COLOUR = [[255, 0]] as const

export const INVERTED_OPACITY = [...COLOUR, ...COLOUR, ...COLOUR, ...INVERTED_COLOUR] as const
