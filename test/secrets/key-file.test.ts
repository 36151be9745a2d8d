import { expect, test } from 'vitest'
import { hexWord, wrongHex } from '../../src/secrets/hex.js'
import { readKeyFile, writeKeyLine } from '../../src/secrets/key-file.js'
import type { SecretLabel } from '../../src/secrets/label.js'
import { Secrets } from '../../src/secrets/secrets.js'
import { ESCAPE_CORPUS, forbidden } from '../support/escape-corpus.js'

const PASSWORD: SecretLabel = { name: 'TOY_PASSWORD', words: ['ACCOUNT', 'PASSWORD'] }
const KEY: SecretLabel = {
  name: 'TOY_KEY',
  words: ['KEY'],
  check: ([key]) => wrongHex('the key', key!, 4),
}

function read(text: string) {
  const secrets = new Secrets()
  const problems = readKeyFile(text, 'keys.txt', [PASSWORD, KEY], secrets)
  const words = [...secrets.of(PASSWORD), ...secrets.of(KEY)].map((secret) => [...secret.words, secret.from])
  return { problems, words }
}

test('a key file has a secret a line, with comments, quotes and any line ends', () => {
  const text =
    '\ufeff# mine\r\nTOY_PASSWORD ann "two words \\" #"\r\n\r\n  toy_key DEADBEEF # of the server\rTOY_KEY 0x01:02:03:04'
  expect(read(text)).toEqual({
    problems: [],
    words: [
      ['ann', 'two words " #', 'keys.txt line 2'],
      ['DEADBEEF', 'keys.txt line 4'],
      ['0x01:02:03:04', 'keys.txt line 5'],
    ],
  })
})

test('a line that cannot be used is told with its number, and the others count', () => {
  const { problems, words } = read(
    'TOY_KEY 00\nTOY_KEY xyz\nOTHER 1\nTOY_PASSWORD ann\nTOY_PASSWORD "ann b\nTOY_KEY 01020304',
  )
  expect(problems).toEqual([
    'keys.txt line 1: the key has 1 bytes, 4 are needed.',
    'keys.txt line 2: the key is not an even number of hex digits.',
    "keys.txt line 3: 'OTHER' is not a kind of secret slx knows (known: TOY_PASSWORD, TOY_KEY).",
    'keys.txt line 4: 2 words are needed after TOY_PASSWORD, 1 are there: TOY_PASSWORD ACCOUNT PASSWORD.',
    'keys.txt line 5: a quote is not closed.',
  ])
  expect(words).toEqual([['01020304', 'keys.txt line 6']])
})

test('what is learned is kept once, and reads back as it was written', () => {
  const secrets = new Secrets()
  const words = ['a b', 'x"\\#']
  expect(secrets.learn(PASSWORD, words)).toBe(true)
  expect(secrets.learn(PASSWORD, words)).toBe(false)
  const line = writeKeyLine(PASSWORD, words)
  expect(read(line).words).toEqual([[...words, 'keys.txt line 1']])
  expect(secrets.learned).toHaveLength(1)
})

test('what a terminal would obey is written by its number, and reads back', () => {
  const words = ESCAPE_CORPUS.map((bytes) => new TextDecoder().decode(bytes))
  for (const word of [...words, 'a\\u{41}', '\u{e0041}']) {
    const line = writeKeyLine(PASSWORD, [word, 'x'])
    expect(forbidden(line, '')).toEqual([])
    expect(read(line)).toEqual({ problems: [], words: [[word, 'x', 'keys.txt line 1']] })
  }
})

test('secrets are found by their first word in any case, given ones first', () => {
  const secrets = new Secrets()
  secrets.give({ label: PASSWORD, words: ['Ann', 'given'], from: 'keys.txt line 1' })
  secrets.learn(PASSWORD, ['ANN', 'learned'])
  secrets.learn(PASSWORD, ['BOB', 'learned'])
  expect(secrets.about(PASSWORD, 'ann').map(({ words }) => words[1])).toEqual(['given', 'learned'])
  expect(secrets.about(KEY, 'ann')).toEqual([])
})

test('hex words', () => {
  expect(hexWord('0xdead')).toEqual(Uint8Array.of(0xde, 0xad))
  expect(hexWord('dea')).toBeUndefined()
  expect(hexWord('zz')).toBeUndefined()
})
