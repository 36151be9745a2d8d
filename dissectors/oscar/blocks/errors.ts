import { defineField, names, u16 } from '../../../src/fields/index.js'
import type { SnacRow } from '../layout/foodgroup.js'
import type { Layout } from '../layout/parts.js'
import { tlvs, tlvTable } from '../layout/tlv.js'
import { blob, string, uint } from '../layout/values.js'

/** "Error codes" on the protocol page. */
const CODES = names({
  1: 'invalid SNAC',
  2: 'rate to host',
  3: 'rate to client',
  4: 'not logged on',
  5: 'service unavailable',
  6: 'service not defined',
  7: 'obsolete SNAC',
  8: 'not supported by host',
  9: 'not supported by client',
  10: 'refused by client',
  11: 'reply too big',
  12: 'responses lost',
  13: 'request denied',
  14: 'busted payload',
  15: 'insufficient rights',
  16: 'in local permit/deny',
  17: 'sender too evil',
  18: 'receiver too evil',
  19: 'user temporarily unavailable',
  20: 'no match',
  21: 'list overflow',
  22: 'request ambiguous',
  23: 'queue full',
  24: 'not while on AOL',
  25: 'query failed',
  26: 'timeout',
  27: 'error text',
  28: 'general failure',
  29: 'progress',
  30: 'in free area',
  31: 'restricted by parental controls',
  32: 'remote restricted by parental controls',
})

const ICBM_SUBCODES = names({
  1: 'remote IM off',
  2: 'remote parental controls',
  3: 'SMS legal text needed',
  4: 'SMS without disclaimer',
  5: 'SMS country not allowed',
  8: 'SMS country unknown',
  9: 'bot cannot start',
  10: 'IM not allowed',
  11: 'usage limit',
  12: 'daily limit',
  13: 'monthly limit',
  14: 'offline IM not accepted',
  15: 'offline store full',
})

const CODE = defineField(
  'oscar.error.code',
  u16({ label: 'Error', base: 'hex', names: CODES, summary: 'error' }),
)

const common = {
  4: string('url', 'Error URL'),
  27: string('text', 'Error text'),
  33: blob('echo', 'Echo of the request'),
  41: blob('uuid', 'UUID'),
  42: blob('data', 'Data'),
}

const ERROR_TLVS = tlvTable('oscar.error', { ...common, 8: uint('subcode', 'Sub-code') })
const ICBM_ERROR_TLVS = tlvTable('oscar.icbm.error', {
  ...common,
  8: uint('subcode', 'Sub-code', { names: ICBM_SUBCODES }),
})

const body = (table: typeof ERROR_TLVS): Layout => [CODE, tlvs(table)]

/** Subgroup 0001 of every foodgroup. */
export const ERROR: SnacRow = ['ERROR', 'S', body(ERROR_TLVS)]
export const ICBM_ERROR: SnacRow = ['ERROR', 'S', body(ICBM_ERROR_TLVS)]
/** With the TLVs of another table. */
export const errorWith = (table: typeof ERROR_TLVS): SnacRow => ['ERROR', 'S', body(table)]
