export type Addresses =
  { readonly ok: true; readonly list: readonly string[] } | { readonly ok: false; readonly bad: string }

const address = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/

/** Reads addresses separated by commas, semicolons or spaces; `Name <a@b.nl>` counts as its address. Names the first bad one. */
export function readAddresses(text: string): Addresses {
  const bare = text.replace(/[^,;<>]*<([^<>]*)>/g, ' $1 ')
  const list = bare.split(/[\s,;]+/).filter(Boolean)
  const bad = list.find((item) => !address.test(item))
  return bad === undefined ? { ok: true, list: [...new Set(list)] } : { ok: false, bad }
}

/** Whether a text is one e-mail address and nothing else. */
export const isEmailAddress = (text: string): boolean => address.test(text)
