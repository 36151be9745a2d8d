import { expect, it } from 'vitest'
import { findingKind, type Severity } from '../../src/dissect/finding.js'
import { bytes, defineField, text, u8 } from '../../src/fields/index.js'
import { render } from '../support/render.js'
import { checksumReply, damaged, everyType, PASTED, startMessage } from '../support/sample-messages.js'

it('gives each message a line of columns', () => {
  const late = checksumReply()
  late.seconds += 3600
  late.number = 1_234_567
  expect(render('summary', [checksumReply(), everyType(), damaged(), late])).toBe(
    [
      '    2    0.000000  66.150.244.151:12036 -> 192.168.1.3:37998  sl     36  TemplateChecksumReply  seq 1',
      '    3              66.150.244.151:12036 -> 192.168.1.3:37998  sample    260  Everything',
      '   12                                                         payload     23  ! error (4 findings)',
      '1234567  3600.000000  66.150.244.151:12036 -> 192.168.1.3:37998  sl          36  TemplateChecksumReply  seq 1',
      '',
    ].join('\n'),
  )
})

it('marks the worst finding', () => {
  const marks = (...severities: Severity[]) => {
    const { message } = startMessage(new Uint8Array(1), 1, PASTED)
    for (const severity of severities) message.find(findingKind('summary.test', severity), 'Found.', -1, 0, 0)
    return render('summary', [message]).replace(/^.* {2}1/, '')
  }
  expect(marks()).toBe('\n')
  expect(marks('note')).toBe('  ! note\n')
  expect(marks('note', 'warning')).toBe('  ! warning (2 findings)\n')
  expect(marks('warning', 'error', 'note')).toBe('  ! error (3 findings)\n')
})

it('shows the fields that say what a message is about, shortened and escaped', () => {
  const { message, at } = startMessage(new TextEncoder().encode(`\x05\x1b${'x'.repeat(100)}`), 1, PASTED)
  at.read(defineField('summary.count', u8({ summary: 'count' })))
  at.take(defineField('summary.name', text({ summary: '' })), 71)
  at.take(defineField('summary.key', bytes({ summary: 'key', role: 'secret' })), 30)
  expect(render('summary', [message])).toMatch(
    /102 {2}count 5 {2}"\\x1bx{63}"… \(71 bytes\) {2}key \[masked, 30 bytes\]\n$/,
  )
})

it('has colours when wanted, and the same text', () => {
  const coloured = render('summary', [checksumReply(), damaged()], { colour: true })
  expect(coloured).toContain('\x1b[32mTemplateChecksumReply\x1b[39m')
  expect(coloured).toContain('\x1b[91m! error (4 findings)\x1b[39m')
  expect(coloured.replaceAll(/\x1b\[\d+m/g, '')).toBe(render('summary', [checksumReply(), damaged()]))
})
