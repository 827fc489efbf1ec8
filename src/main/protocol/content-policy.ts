/**
 * The page's Content-Security-Policy, sent as a header with every file.
 *
 * Inline styles are allowed: Mantine writes its variables and responsive properties as `<style>`, and customers' mail,
 * shown in a sandboxed frame without scripts that inherits this policy, is laid out by inline styles. They cannot reach
 * out: images, fonts and requests come from the app's own origin only.
 */
const directives = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'worker-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'", 'data:'],
  'media-src': ["'self'", 'blob:'],
  'connect-src': ["'self'"],
  'frame-src': ["'self'"],
  'frame-ancestors': ["'self'"],
  'form-action': ["'none'"],
  'base-uri': ["'none'"],
  'object-src': ["'none'"],
} as const

/** The policy's text. For development, vite's inline start-up script and its web socket are let through as well. */
export function contentPolicy(viteUrl: string | null): string {
  return Object.entries(directives)
    .map(([name, sources]) => [name, ...sources, ...(viteUrl ? forVite(name, viteUrl) : [])].join(' '))
    .join('; ')
}

function forVite(name: string, viteUrl: string): readonly string[] {
  if (name === 'script-src') return ["'unsafe-inline'", "'unsafe-eval'"]
  if (name === 'connect-src') return [viteUrl.replace(/^http/, 'ws')]
  return []
}
