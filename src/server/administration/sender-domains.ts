import { cutText } from '../../shared/cut-text'
import { sql } from 'drizzle-orm'
import { domainToASCII } from 'node:url'
import type { Customer, Role, Stamp } from '../../shared/tickets/people'
import type { Reader, Tx } from '../db/database'
import { rows } from '../db/database'
import { Refused } from '../refused'
import { findReadableCustomer } from '../tickets/customer'

/** A domain as it is compared: lower case, other scripts in their ASCII form. Null for what is none. */
export function domainName(text: string): string | null {
  const name = domainToASCII(text.trim().replace(/^@/, '').replace(/\.$/, '').toLowerCase())
  return /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(name)
    ? name
    : null
}

const domainOf = (email: string): string => {
  const domain = email.slice(email.lastIndexOf('@') + 1)
  return domainName(domain) ?? domain.toLowerCase()
}

/** Whether an address is of one of these domains, or of a domain below one. */
export function isOfDomain(email: string, domains: readonly string[]): boolean {
  const own = domainOf(email)
  return domains.some((domain) => own === domain || own.endsWith(`.${domain}`))
}

/**
 * The address from which a customer's tickets are answered: the customer's own at the office while they are active and its domain is
 * entered (in a workspace where none ever was, any stands), else `otherwise`, the office's. None: null.
 */
export async function senderAddress(
  queries: Reader,
  workspaceId: string,
  customer: Pick<Customer, 'email' | 'active'> | null,
  otherwise: string,
): Promise<string> {
  if (!customer?.active || !customer.email) return otherwise
  const entered = await senderDomains(queries, workspaceId)
  const isAllowed = entered.length === 0 || isOfDomain(customer.email, [...entered, domainOf(otherwise)])
  return isAllowed ? customer.email : otherwise
}

/** The address at the office from which a customer's tickets are answered. */
export async function officeAddress(
  queries: Reader,
  workspaceId: string,
  customerId: string | null,
  otherwise: string,
): Promise<string> {
  const customer = await findReadableCustomer(queries, workspaceId, customerId)
  return senderAddress(queries, workspaceId, customer, otherwise)
}

/** The domains that were entered, in the order of the alphabet. */
export async function senderDomains(queries: Reader, workspaceId: string): Promise<readonly string[]> {
  const found = await rows<{ domain: string }>(
    queries,
    sql`select domain from sender_domains where workspace_id = ${workspaceId}::uuid order by domain`,
  )
  return found.map(({ domain }) => domain)
}

/** As `senderDomains`, with which version they are; no version where nobody has changed them since versions are counted. */
export async function readSenderDomains(
  queries: Reader,
  workspaceId: string,
): Promise<{ domains: string[] } & Stamp> {
  const [stamp] = await rows<Stamp>(
    queries,
    sql`select version, changed_at as "changedAt", changed_by as "changedBy" from sender_domain_versions
      where workspace_id = ${workspaceId}::uuid`,
  )
  return { domains: [...(await senderDomains(queries, workspaceId))], ...stamp }
}

export async function stampSenderDomains(queries: Tx, workspaceId: string, stamp: Stamp): Promise<void> {
  const { version = 0, changedAt = 0, changedBy = '' } = stamp
  await queries.execute(sql`
    insert into sender_domain_versions (workspace_id, version, changed_at, changed_by)
    values (${workspaceId}::uuid, ${version}::int, ${changedAt}::double precision, ${changedBy})
    on conflict (workspace_id) do update
    set version = excluded.version, changed_at = excluded.changed_at, changed_by = excluded.changed_by`)
}

/** Replaces all of them. Refuses text that is no domain, and leaving out one from which a customer's tickets are answered. */
export async function setSenderDomains(
  queries: Tx,
  workspaceId: string,
  texts: readonly string[],
  officeAddress: string,
): Promise<readonly string[]> {
  const domains = [...new Set(texts.map(requireDomain))].sort()
  const customers = await rows<{ name: string; email: string }>(
    queries,
    sql`select doc->>'name' as name, email from customers where workspace_id = ${workspaceId}::uuid and active`,
  )
  const allowed = [...domains, domainOf(officeAddress)]
  const left = customers.find(({ email }) => !isOfDomain(email, allowed))
  if (left)
    throw new Refused(
      'domain-in-use',
      `${left.name} is answered from ${left.email}. Give them another address first, or keep ${domainOf(left.email)}.`,
    )
  await queries.execute(sql`delete from sender_domains where workspace_id = ${workspaceId}::uuid`)
  await addDomains(queries, workspaceId, domains)
  return domains
}

function requireDomain(text: string): string {
  const name = domainName(text)
  if (name === null)
    throw new Refused('not-a-domain', `"${cutText(text, 100)}" is not a domain, such as support.example.com.`)
  return name
}

const addDomains = (queries: Tx, workspaceId: string, domains: readonly string[]) =>
  queries.execute(sql`insert into sender_domains (workspace_id, domain)
    select ${workspaceId}::uuid, domain from unnest(${sql.param([...domains])}::text[]) as domain on conflict do nothing`)

/**
 * Refuses a customer's sender address whose domain no administrator has entered: mail in the name of any other firm could else
 * be sent. An address that stays as it was is asked about again only when its customer comes back: a domain may be taken away that
 * only customers have who are not active. Where no domain was ever entered, an administrator's
 * first choice enters its own. Returns the domains that it entered, when it did.
 */
export async function requireSenderDomain(
  queries: Tx,
  workspaceId: string,
  change: {
    readonly before: Customer | null
    readonly after: Customer
    readonly role: Role
    readonly officeAddress: string
  },
): Promise<readonly string[] | null> {
  const { before, after, role, officeAddress } = change
  const comesBack = after.active && before?.active === false
  if (before?.email.toLowerCase() === after.email.toLowerCase() && !comesBack) return null
  const entered = await senderDomains(queries, workspaceId)
  if (isOfDomain(after.email, [...entered, domainOf(officeAddress)])) return null
  const domain = domainOf(after.email)
  if (entered.length > 0 || role !== 'administrator')
    throw new Refused(
      'domain-not-entered',
      `Mail from ${domain} is not allowed yet. An administrator can enter this domain under the office's sender domains.`,
      { details: { domain } },
    )
  const added = [requireDomain(domain)]
  await addDomains(queries, workspaceId, added)
  return added
}
