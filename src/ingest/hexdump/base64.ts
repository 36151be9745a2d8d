import type { Page } from './page.js'
import { isNoise } from './surroundings.js'

/** Base64 in lines of its own: wrapped, after YAML's `!!binary |`, or one long run of it. */
export function readBase64(page: Page, forced: boolean): void {
  const alone = forced || isAllBase64(page)
  for (let line = 0; line < page.lines.length; line++) {
    if (!isCandidate(page, line)) continue
    let end = line
    while (end + 1 < page.lines.length && isCandidate(page, end + 1)) end++
    readBlock(page, line, end, alone)
    line = end
  }
}

/** Hex digits are hex. */
const ONLY_HEX = /^[0-9A-Fa-f]+$/
const ALPHABET = /^[A-Za-z0-9+/]{2,}={0,2}$/

function isCandidate(page: Page, line: number): boolean {
  const text = page.lines[line]!.trim()
  return page.claimed[line] === 0 && ALPHABET.test(text) && !ONLY_HEX.test(text)
}

function isAllBase64(page: Page): boolean {
  return page.lines.every((text, line) => isNoise(text) || isCandidate(page, line))
}

/** A lone line in other text is Base64 from this many characters on. */
const MIN_LONE = 32

function readBlock(page: Page, from: number, to: number, alone: boolean): void {
  const lines = page.lines.slice(from, to + 1).map((text) => text.trim())
  const text = lines.join('')
  const announced = from > 0 && /!!binary|base64/i.test(page.lines[from - 1]!)
  const enough = (alone && text.length >= 4) || announced || (text.length >= MIN_LONE && isWrapped(lines))
  if (!enough || isCertificate(page, from) || !isMixed(text, alone || announced)) return
  const bytes = Buffer.from(text, 'base64')
  if (bytes.length === 0 || bytes.toString('base64') !== text) return
  page.drafts.push({ bytes, line: from, endLine: to, dialect: 'base64', facts: [] })
  page.claim(from, to)
}

/** All lines but the last have one width. */
function isWrapped(lines: readonly string[]): boolean {
  const width = lines[0]!.length
  return lines.every((line, i) => line.length === width || (i === lines.length - 1 && line.length < width))
}

function isCertificate(page: Page, from: number): boolean {
  return from > 0 && page.lines[from - 1]!.includes('-----BEGIN')
}

/** Capitals within a word that names in programs have. */
const MAX_CAMELS = 4

/** Words are of one case, or begin with a capital: Base64 mixes. Padding and its two signs tell a text that is all Base64. */
function isMixed(text: string, alone: boolean): boolean {
  if (
    alone &&
    ((/[A-Za-z0-9]/.test(text) && /[+/=]/.test(text)) ||
      (text.match(/[a-z][A-Z]/g) ?? []).length > MAX_CAMELS)
  )
    return true
  return /[0-9+/]/.test(text) && /[A-Z]/.test(text) && /[a-z]/.test(text)
}
