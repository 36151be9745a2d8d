import { expect, it } from 'vitest'
import { slx } from '../support/slx.js'

it('lists every declaration once, though several layouts make it', () => {
  const lines = slx(['fields', 'oscar']).stdout.trimEnd().split('\n')
  expect(lines.filter((line) => line.startsWith('oscar.icq.person.email_length '))).toHaveLength(1)
  expect(new Set(lines).size).toBe(lines.length)
})

it('has a line for each type of a field that has several', () => {
  const lines = slx(['fields', 'oscar.alert.tlv.flag']).stdout.trimEnd().split('\n')
  expect(lines.map((line) => line.split(/ +/)[1])).toEqual(['u8', 'u16', 'u32', 'u64', 'bytes'])
})
