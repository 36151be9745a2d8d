/** CMD_XFER_*, by which a server sends the client a patch, and CMD_SURVEY_RESULT. */
import type { Cursor } from '../../../../src/dissect/cursor.js'
import { SURVEY, TRANSFER } from './fields.js'

const MD5_LENGTH = 16

export function readInitiate(at: Cursor): void {
  const length = at.read(TRANSFER.file_name_length)
  if (!at.failed) at.take(TRANSFER.file_name, length)
  at.read(TRANSFER.file_size)
  at.take(TRANSFER.file_md5, MD5_LENGTH)
}

export function readData(at: Cursor): void {
  const length = at.read(TRANSFER.data_length)
  if (!at.failed) at.take(TRANSFER.data, length)
}

export function readResume(at: Cursor): void {
  at.read(TRANSFER.offset)
}

export function readSurveyResult(at: Cursor): void {
  at.read(SURVEY.id)
  at.read(SURVEY.error)
  const length = at.read(SURVEY.data_length)
  if (!at.failed) at.take(SURVEY.data, length)
}
