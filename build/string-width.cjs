const { default: widthOf } = require('string-width')

/** Text whose characters take a column each and begin nothing longer. */
const PLAIN = /^[ -~]*$/

/** The columns of a text, as string-width tells them; most texts are plain, and need no look at every character. */
module.exports = (text) => (typeof text === 'string' && PLAIN.test(text) ? text.length : widthOf(text))
