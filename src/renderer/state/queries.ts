import { QueryClient } from '@tanstack/react-query'

/** What the page asked the server for and keeps: one person's, and cleared when another one comes. */
export const queries = new QueryClient({
  defaultOptions: { queries: { retry: 1, staleTime: 10_000, networkMode: 'always' } },
})
