import type { Agent, Customer, KeyUser, Office, Role, Team } from '../../shared/tickets/people'

/** The people and agreements of the demo workspace: an invented Odoo partner and its invented customers. */

/** A UUID that is the same in every demo workspace: `group` tells what it names. */
const fixedId = (group: number, index: number): string =>
  `00000000-0000-4000-8${group.toString(16).padStart(3, '0')}-${index.toString(16).padStart(12, '0')}`

export const demoWorkspaceId = fixedId(0, 1)
export const demoWorkspaceName = 'Demo workspace'
export const demoMailDomain = 'support.waterkant.example'

export const functionalTeam = { id: fixedId(1, 1), name: 'Functioneel' } satisfies Team
export const technicalTeam = { id: fixedId(1, 2), name: 'Techniek & hosting' } satisfies Team

const agent = (index: number, name: string, role: Role, team: Team | null): Agent => ({
  id: fixedId(2, index),
  name,
  email: `${name.split(' ')[0]?.toLowerCase() ?? ''}@waterkant.example`,
  role,
  teamId: team?.id ?? null,
  active: true,
})

/** The agent who is signed in when the demo starts. */
export const signedInAgent = agent(1, 'Sanne de Wit', 'agent', functionalTeam)
export const firstSenior = agent(5, 'Daan Hoekstra', 'senior', technicalTeam)
export const managingPartner = agent(7, 'Marijke van Rossum', 'managing-partner', null)

export const demoAgents: readonly Agent[] = [
  signedInAgent,
  agent(2, 'Youssef El Amrani', 'agent', technicalTeam),
  agent(3, 'Tom Bakker', 'agent', technicalTeam),
  agent(4, 'Lieke Vermeulen', 'agent', functionalTeam),
  firstSenior,
  agent(6, 'Mei Zhou', 'senior', functionalTeam),
  managingPartner,
  agent(8, 'Bas Kuipers', 'administrator', technicalTeam),
]

interface CustomerSketch {
  readonly name: string
  readonly box: string
  readonly domain: string
  readonly language: 'nl' | 'en'
  readonly functional: boolean
  readonly migration: boolean
  readonly hoursPerMonth: number
  readonly startedOn: string
  readonly keyUsers: readonly string[]
}

const sketches: readonly CustomerSketch[] = [
  {
    name: 'Bakkerij De Gouden Aar B.V.',
    box: 'goudenaar',
    domain: 'degoudenaar.example',
    language: 'nl',
    functional: true,
    migration: true,
    hoursPerMonth: 24,
    startedOn: '2023-04-01',
    keyUsers: ['Petra Jansen', 'Ruud Willemsen', 'Fatima Bouzid'],
  },
  {
    name: 'Van Dijk Fietsen B.V.',
    box: 'vandijkfietsen',
    domain: 'vandijkfietsen.example',
    language: 'nl',
    functional: false,
    migration: true,
    hoursPerMonth: 8,
    startedOn: '2023-09-01',
    keyUsers: ['Kees van Dijk', 'Anouk Smit'],
  },
  {
    name: 'Noordzee Instruments B.V.',
    box: 'noordzee',
    domain: 'noordzee-instruments.example',
    language: 'en',
    functional: true,
    migration: true,
    hoursPerMonth: 40,
    startedOn: '2023-03-01',
    keyUsers: ['Emily Carter', 'Rajesh Nair', 'Jonas Lindqvist', 'Willem Post'],
  },
  {
    name: 'Groenhof Tuincentra',
    box: 'groenhof',
    domain: 'groenhof.example',
    language: 'nl',
    functional: true,
    migration: false,
    hoursPerMonth: 16,
    startedOn: '2024-02-01',
    keyUsers: ['Marieke Groen', 'Dennis Koster', 'Ingrid de Boer'],
  },
  {
    name: 'Lumen & Lijn Architecten',
    box: 'lumenlijn',
    domain: 'lumenlijn.example',
    language: 'nl',
    functional: false,
    migration: false,
    hoursPerMonth: 6,
    startedOn: '2025-01-01',
    keyUsers: ['Joris Lindeman', 'Eva Martens'],
  },
  {
    name: 'Kestrel Marine Supplies Ltd',
    box: 'kestrel',
    domain: 'kestrelmarine.example',
    language: 'en',
    functional: true,
    migration: true,
    hoursPerMonth: 20,
    startedOn: '2024-06-01',
    keyUsers: ['Fiona MacLeod', 'Oliver Grant', 'Priya Shah'],
  },
]

const keyUser = (customer: number, index: number, name: string, domain: string): KeyUser => ({
  id: fixedId(4, customer * 16 + index),
  name,
  email: `${name.toLowerCase().replaceAll(' ', '.')}@${domain}`,
  telephone: `+31 20 555 0${customer}${String(index).padStart(2, '0')}`,
})

export const demoCustomers: readonly Customer[] = sketches.map((sketch, index) => ({
  id: fixedId(3, index + 1),
  name: sketch.name,
  email: `${sketch.box}@${demoMailDomain}`,
  language: sketch.language,
  agreement: {
    version: '20230224',
    functional: sketch.functional,
    migration: sketch.migration,
    hoursPerMonth: sketch.hoursPerMonth,
    startedOn: sketch.startedOn,
  },
  keyUsers: sketch.keyUsers.map((name, position) => keyUser(index + 1, position + 1, name, sketch.domain)),
  active: true,
}))

export const demoOffice: Office = {
  name: demoWorkspaceName,
  demo: true,
  staffDays: [],
  teams: [functionalTeam, technicalTeam],
}
