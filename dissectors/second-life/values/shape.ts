import type { Meaning } from './meaning.js'
import { PATH_CURVES, PROFILE_CURVES } from './objects.js'

/*
 * The shape of a primitive, in ObjectUpdate, ObjectUpdateCompressed, ObjectAdd and ObjectShape. Numbers are
 * steps: of cuts fiftieths of a thousandth, of revolutions fifteen thousandths, of the rest hundredths. The cuts
 * of the classic era are bytes: of paths hundredths, of profiles halves of hundredths, of hollows hundredths.
 */

const CUT: Meaning = { scale: { by: 0.00002 } }
const REST_OF_CUT: Meaning = { scale: { by: -0.00002, plus: 1 } }
const HUNDREDTH: Meaning = { scale: { by: 0.01 } }
const REST_OF_ONE: Meaning = { scale: { by: -0.01, plus: 1 } }
const REST_OF_TWO: Meaning = { scale: { by: -0.01, plus: 2 } }
const CLASSIC_CUT: Meaning = { scale: { by: 0.005 } }
const REST_OF_CLASSIC_CUT: Meaning = { scale: { by: -0.005, plus: 1 } }
const SHEAR: Meaning = { ...HUNDREDTH, doc: 'Signed, though templates call it U8' }

/** By name, or by name and type. */
export const SHAPE = {
  PathCurve: { names: PATH_CURVES },
  ProfileCurve: { names: PROFILE_CURVES },
  'PathBegin U16': CUT,
  'PathEnd U16': REST_OF_CUT,
  'PathBegin U8': HUNDREDTH,
  'PathEnd U8': REST_OF_ONE,
  PathScaleX: REST_OF_TWO,
  PathScaleY: REST_OF_TWO,
  PathShearX: SHEAR,
  PathShearY: SHEAR,
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
  'ProfileBegin U8': CLASSIC_CUT,
  'ProfileEnd U8': REST_OF_CLASSIC_CUT,
  'ProfileHollow U8': HUNDREDTH,
} satisfies Readonly<Record<string, Meaning>>
