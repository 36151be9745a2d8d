import type { Meaning } from './meaning.js'
import { PATH_CURVES, PROFILE_CURVES } from './objects.js'

/*
 * The shape of a primitive, in ObjectUpdate, ObjectUpdateCompressed, ObjectAdd and ObjectShape. Numbers are
 * steps: of cuts fiftieths of a thousandth, of revolutions fifteen thousandths, of the rest hundredths.
 * The cuts of the classic era are bytes with other steps and are shown as they are, as is shear, whose bytes are
 * signed though templates call them U8.
 */

const CUT: Meaning = { scale: { by: 0.00002 } }
const REST_OF_CUT: Meaning = { scale: { by: -0.00002, plus: 1 } }
const HUNDREDTH: Meaning = { scale: { by: 0.01 } }
const REST_OF_TWO: Meaning = { scale: { by: -0.01, plus: 2 } }

/** By name, or by name and type. */
export const SHAPE = {
  PathCurve: { names: PATH_CURVES },
  ProfileCurve: { names: PROFILE_CURVES },
  'PathBegin U16': CUT,
  'PathEnd U16': REST_OF_CUT,
  PathScaleX: REST_OF_TWO,
  PathScaleY: REST_OF_TWO,
  PathTwist: HUNDREDTH,
  PathTwistBegin: HUNDREDTH,
  PathRadiusOffset: HUNDREDTH,
  PathTaperX: HUNDREDTH,
  PathTaperY: HUNDREDTH,
  PathRevolutions: { scale: { by: 0.015, plus: 1 } },
  PathSkew: HUNDREDTH,
  'ProfileBegin U16': CUT,
  'ProfileEnd U16': REST_OF_CUT,
  'ProfileHollow U16': CUT,
} satisfies Readonly<Record<string, Meaning>>
