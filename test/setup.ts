import fc from 'fast-check'

// Property tests draw the same cases every time, so that a change is judged by what it does and not by luck;
// SLX_SEED=random, or a number, draws others.
const { SLX_SEED = '1' } = process.env
if (SLX_SEED !== 'random') fc.configureGlobal({ seed: Number(SLX_SEED) })
