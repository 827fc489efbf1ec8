/**
 * @typedef {{ title: string, tests: { status: string }[] }} Spec
 * @typedef {{ specs?: Spec[], suites?: Suite[] }} Suite
 */

/**
 * The names of the tests that passed at the second try only, in the report that playwright writes.
 *
 * @param {Suite} suite @returns {string[]}
 */
export function secondTries({ specs = [], suites = [] }) {
  const own = specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
  return [...own.map(({ title }) => title), ...suites.flatMap(secondTries)]
}

/** What the line of a stage says of them; nothing when there were none. @param {readonly string[]} names */
export function secondTriesText(names) {
  return names.length === 0 ? '' : ` (${names.length} at the second try: ${names.join('; ')})`
}
