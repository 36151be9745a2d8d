#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8'
import { main } from '../dist/src/cli/main.js'

// Hardly anything outlives a message, so the space for young objects need not grow: 30 MB less, and no slower (docs/performance.md).
setFlagsFromString('--semi-space-growth-factor=1')

process.exitCode = await main(process.argv.slice(2))
