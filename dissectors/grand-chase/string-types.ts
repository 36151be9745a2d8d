/** Types of counted strings: UTF-16LE, and one or two bytes a character (ASCII, CP949 in Korean builds). */
export const WIDE = 'wstring'
export const NARROW = 'string'
