import { describe, expect, it } from 'vitest'
import { readLlsd } from '../../../dissectors/llsd/read.js'
import { type Value, valueAt } from '../../../dissectors/llsd/value.js'
import { readXmlRpc } from '../../../dissectors/llsd/xml-rpc.js'

/** The first parameter of a response with this value. */
function read(value: string): Value | undefined {
  const text = `<methodResponse><params><param>${value}</param></params></methodResponse>`
  return valueAt(readXmlRpc(text).root, 'params', 0)
}

describe('values of XML-RPC', () => {
  it.each([
    ['<value><i4>-5</i4></value>', 'integer', -5],
    ['<value>\n <int>5</int>\n</value>', 'integer', 5],
    ['<value><boolean>1</boolean></value>', 'boolean', true],
    ['<value><double>-1.25</double></value>', 'real', -1.25],
    ['<value><dateTime.iso8601>20070124T10:00:00</dateTime.iso8601></value>', 'date', '2007-01-24T10:00:00Z'],
    ['<value><base64>aGk=</base64></value>', 'binary', new Uint8Array([104, 105])],
    ['<value><nil/></value>', 'undef', undefined],
    ['<value>no type</value>', 'string', 'no type'],
    ['<value />', 'string', ''],
    [
      '<value><string>a &lt;b&#x3e; &amp;<![CDATA[ <c>]]><!-- d --></string></value>',
      'string',
      'a <b> & <c>',
    ],
    ['<value><string>\xe5\xb0\x8f</string></value>', 'string', '小'],
    ['<value><i4>many</i4></value>', 'integer', undefined],
  ])('%s', (text, type, value) => expect(read(text)).toMatchObject({ type, value }))

  it('has their places in the text', () => {
    const text =
      '<methodCall><methodName>hi</methodName><params><param><value><i4>42</i4></value></param></params></methodCall>'
    const { root, state } = readXmlRpc(text)
    expect(state).toBe('whole')
    const [method, number] = [valueAt(root, 'methodName')!, valueAt(root, 'params', 0)!]
    expect(text.slice(method.start, method.end)).toBe('hi')
    expect(text.slice(number.start, number.end)).toBe('42')
  })

  it('reads structs and arrays in one another', () => {
    const member = (name: string, value: string) =>
      `<member><name>${name}</name><value>${value}</value></member>`
    const inner = `<struct>${member('b', '<i4>1</i4>')}${member('c', 'x')}</struct>`
    const value = read(
      `<value><struct>${member('a', `<array><data><value>${inner}</value></data></array>`)}</struct></value>`,
    )
    expect(valueAt(value, 'a', 0, 'b')?.value).toBe(1)
    expect(valueAt(value, 'a', 0, 'c')?.value).toBe('x')
  })

  it.each([
    ['<html/>', 'Expected <methodCall> or <methodResponse>, found another element'],
    ['<methodCall><a></b></methodCall>', 'The XML cannot be read on (unexpected close tag)'],
    // What the parser quotes may be part of a secret.
    ['<methodCall><a>pass&word;</a></methodCall>', 'The XML cannot be read on (undefined entity)'],
  ])('says what is wrong with %s', (text, problem) => {
    expect(readXmlRpc(text)).toMatchObject({ state: 'broken', problem })
  })
})

it('dates in binary LLSD are seconds in little-endian order, everything else is in network order', () => {
  const seconds = Buffer.alloc(9, 'd')
  seconds.writeDoubleLE(1169632800.5, 1)
  expect(readLlsd(seconds, 'binary').root).toMatchObject({ type: 'date', value: '2007-01-24T10:00:00.500Z' })
})
