import { describe, expect, it } from 'vitest'
import type { ColumnOptions } from '../../src/views/view.js'
import { COLUMNS } from '../support/print.js'
import { render } from '../support/render.js'
import { checksumReply, hostile } from '../support/sample-messages.js'
import { slx } from '../support/slx.js'

const SIGN_ON = 'samples/oscar-flap-sign-on.pcap'

function lines(kind: 'fields' | 'csv', paths: string[], options: Partial<ColumnOptions> = {}): string {
  const columns = { ...COLUMNS, separator: '\t', names: false, paths, ...options }
  return render(kind, [checksumReply()], { columns })
}

describe('columns', () => {
  it('hold facts and fields, empty where there is none', () => {
    const paths = [
      'number',
      'time',
      'time.relative',
      'src',
      'udp.port',
      'tcp.port',
      'type',
      'sl.*.*.ServerVersion',
    ]
    expect(lines('fields', paths)).toBe(
      '2\t2007-01-24T10:00:00.104332000Z\t0.000000000\t66.150.244.151\t37998,12036\t\tTemplateChecksumReply\t\n',
    )
  })

  it('hold the first, the last or all values', () => {
    const port = (occurrence: 'f' | 'l' | 'a') => lines('fields', ['port'], { occurrence, aggregator: ';' })
    expect([port('f'), port('l'), port('a')]).toEqual(['37998\n', '12036\n', '37998;12036\n'])
  })

  it('escape what would be a separator or a quote', () => {
    const text = 'a,b"c\td'
    const print = (options: Partial<ColumnOptions>) =>
      render('fields', [hostile(text)], { columns: { ...COLUMNS, paths: ['type', 'protocol'], ...options } })
    expect(print({ separator: ',' })).toBe('a\\x2cb"c\\td,a\\x2cb"c\\td\n')
    expect(print({ separator: ',', quote: 'd' })).toBe('"a,b\\x22c\\td","a,b\\x22c\\td"\n')
    expect(render('csv', [hostile(text)], { columns: { ...COLUMNS, paths: ['type'] } })).toBe(
      '"a,b""c\\td"\r\n',
    )
  })
})

describe('slx dissect -T fields and csv', () => {
  it('print what tshark would, with names when asked', () => {
    const args = [
      'dissect',
      '-q',
      '-T',
      'fields',
      '-c',
      '2',
      '-e',
      'frame.number',
      '-e',
      'flap.channel',
      '-e',
      'tcp.flags',
    ]
    expect(slx([...args, SIGN_ON]).stdout).toBe('1\t1\t24\n2\t1\t24\n')
    const forms = ['-E', 'names=y', '-E', 'header=y', '-E', 'separator=,']
    expect(slx([...args, '-E', 'names=y,separator=,,header=y', SIGN_ON]).stdout).toBe(
      slx([...args, ...forms, SIGN_ON]).stdout,
    )
    expect(slx([...args, ...forms, SIGN_ON]).stdout).toBe(
      'frame.number,flap.channel,tcp.flags\n1,sign-on,ACK|PSH\n2,sign-on,ACK|PSH\n',
    )
  })

  it('have columns for spreadsheets', () => {
    expect(slx(['dissect', '-q', '-T', 'csv', '-c', '1', SIGN_ON]).stdout).toBe(
      'number,time,src,srcport,dst,dstport,protocol,type,length,info\r\n' +
        '1,2001-09-09T01:46:40.000000000Z,192.0.2.19,5190,192.0.2.10,40100,oscar,sign-on,10,seq 8192\r\n',
    )
  })

  it.each([
    [['-T', 'fields'], '-T fields needs the fields to show'],
    [['-e', 'type'], '-e and -E go with -T fields and -T csv'],
    [['-T', 'csv', '-e', 'flap.chanel'], "Did you mean 'flap.channel'?"],
    [['-T', 'csv', '-E', 'hedder=y'], "Did you mean 'header'?"],
    [['-T', 'csv', '-E', 'quote=x'], 'takes d, s or n'],
  ])('refuse %j', (args, sentence) => {
    const { code, stdout, stderr } = slx(['dissect', ...args, SIGN_ON])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(sentence)
  })
})
