import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Dialect, type Era } from '../dialect.js'
import { templateChecksum } from './checksum.js'
import type { Template } from './model.js'
import { parseTemplate } from './parse.js'
import { TemplateError } from './tokens.js'

/** Where a template was found, in the words of `slx template list`; the earlier ones win. */
export type Origin = '--template' | 'SLX_TEMPLATE' | 'configuration' | 'viewer' | 'built-in'

/** A template that was read and can be used. */
export interface LoadedTemplate {
  readonly origin: Origin
  /** Of its file; empty for the built-in ones. */
  readonly path: string
  readonly template: Template
  readonly checksum: number
  readonly dialect: Dialect
}

/** Largest file that is read; templates have a quarter of a megabyte. */
const MAX_SIZE = 4 << 20

/** Most files of a folder that are looked at. */
export const MAX_FILES = 64

/** Version 1 numbers messages as the classic era did; version 2 came with the modern one. */
export function eraOf({ version }: Template): Era {
  return Number(version) >= 2 ? 'modern' : 'classic'
}

/**
 * Reads a template's file. `name` is what findings call it. Throws TemplateError when there is none, or what is
 * there is none.
 */
export function loadTemplate(path: string, origin: Origin, name = basename(path)): LoadedTemplate {
  const text = readTemplateText(path)
  const template = parseTemplate(text, path)
  if (template.messages.length === 0) throw new TemplateError(`${path}: there is no message in it`)
  const checksum = templateChecksum(text)
  return {
    origin,
    path,
    template,
    checksum,
    dialect: new Dialect(eraOf(template), template, name, checksum),
  }
}

/** What editors put before UTF-8, its bytes as characters. */
const BYTE_ORDER_MARK = /^\u00ef\u00bb\u00bf/

/** A file's text, a character a byte: names are ASCII, and the checksum counts bytes. Throws TemplateError. */
export function readTemplateText(path: string): string {
  try {
    const { size } = statSync(path)
    if (size > MAX_SIZE)
      throw new TemplateError(`${path} has ${size} bytes; a message template has a quarter of a megabyte`)
    return readFileSync(path, 'latin1').replace(BYTE_ORDER_MARK, '')
  } catch (error) {
    if (error instanceof TemplateError || !(error instanceof Error)) throw error
    const code = 'code' in error ? String(error.code) : error.message
    throw new TemplateError(
      code === 'ENOENT' ? `there is no file ${path}` : `${path} cannot be read (${code})`,
    )
  }
}

/** The files a path stands for. */
export interface TemplateFiles {
  readonly paths: readonly string[]
  /** `.msg` files of the folder beyond MAX_FILES. */
  readonly leftOut: number
}

/** The files a path stands for: itself, or the `.msg` files of a folder, by name. Never throws. */
export function templateFiles(path: string): TemplateFiles {
  try {
    if (!statSync(path).isDirectory()) return { paths: [path], leftOut: 0 }
    const names = readdirSync(path).filter((name) => name.toLowerCase().endsWith('.msg'))
    const kept = names.toSorted().slice(0, MAX_FILES)
    return { paths: kept.map((name) => join(path, name)), leftOut: names.length - kept.length }
  } catch {
    return { paths: [path], leftOut: 0 }
  }
}
