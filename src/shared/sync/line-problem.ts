/** What can be wrong on the way to a server, from the machine's own network to what answers in its place. */
export const lineProblems = [
  'no-network',
  'name-not-found',
  'connection-refused',
  'not-secure',
  'certificate-not-trusted',
  'certificate-for-another',
  'certificate-out-of-date',
  'proxy-sign-in',
  'proxy-unreachable',
  'network-sign-in',
  'elsewhere',
  'not-a-server',
  'server-unreachable',
] as const
export type LineProblem = (typeof lineProblems)[number]

export const isLineProblem = (code: string): code is LineProblem =>
  lineProblems.some((problem) => problem === code)
