/** A desktop for tests: a virtual display, a session bus and a notification daemon (dunst) on it. */
export function openDesktop(
  env: NodeJS.ProcessEnv,
): Promise<{ readonly env: NodeJS.ProcessEnv; readonly close: () => void }>
