import { Clock } from './pcapng-clock.js'
import {
  eachOption,
  INTERFACE_NAME,
  INTERFACE_OFFSET,
  INTERFACE_RESOLUTION,
  textAt,
} from './pcapng-format.js'

const MICROSECONDS = 6

/** What an interface description says about the packets that name it. */
export interface CaptureInterface {
  readonly linkType: number
  /** 0 for no limit. */
  readonly snapLength: number
  readonly name: string | undefined
  readonly clock: Clock
  /** False when an option is longer than the block; those before it count. */
  readonly whole: boolean
}

/** Reads an Interface Description Block at `at` whose body ends before `end` and has its fixed part. */
export function readInterface(
  view: DataView,
  at: number,
  end: number,
  littleEndian: boolean,
): CaptureInterface {
  let name: string | undefined
  let resolution = MICROSECONDS
  let offset = 0
  const whole = eachOption(view, at + 16, end, littleEndian, (code, start, length) => {
    if (code === INTERFACE_NAME) name = textAt(view, start, length)
    else if (code === INTERFACE_RESOLUTION && length >= 1) resolution = view.getUint8(start)
    else if (code === INTERFACE_OFFSET && length >= 8) offset = Number(view.getBigInt64(start, littleEndian))
  })
  return {
    linkType: view.getUint16(at + 8, littleEndian),
    snapLength: view.getUint32(at + 12, littleEndian),
    name,
    clock: new Clock(resolution, offset),
    whole,
  }
}
