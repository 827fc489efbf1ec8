import { defaultPreferences } from '../../../shared/ipc/preferences'
import { mine, occasion, response } from './bells'
import type { BellCase } from './bells'

/** When alerts ring: leads, office hours, and what is late. */
export const casesInTime: readonly BellCase[] = [
  // Leads
  {
    name: 'two leads ring one after the other',
    tickets: [{ ...mine, occasions: response('Mon 13:00') }],
    bells: ['Mon 12:00 response 60', 'Mon 12:45 response 15'],
  },
  {
    name: 'leads are office minutes: the night between does not count',
    tickets: [{ ...mine, occasions: response('Tue 09:00') }],
    bells: ['Mon 16:30 response 60', 'Tue 08:45 response 15'],
  },
  {
    name: 'a lead over the weekend',
    tickets: [{ ...mine, occasions: response('Mon 09:00') }],
    from: 'Mon 08:00',
    bells: ['Mon 08:30 response 60', 'Mon 08:45 response 15'],
  },
  {
    name: 'where closing and the next opening are both so many minutes before, it is the closing',
    tickets: [{ ...mine, occasions: response('Tue 09:30') }],
    bells: ['Mon 17:00 response 60', 'Tue 09:15 response 15'],
  },
  {
    name: 'a lead of 0 rings at the due moment',
    tickets: [{ ...mine, occasions: response('Mon 13:00') }],
    preferences: { alertLeads: { ...defaultPreferences.alertLeads, response: [0] } },
    bells: ['Mon 13:00 response 0'],
  },
  {
    name: 'a lead of 0 rings at closing time',
    tickets: [{ ...mine, occasions: [occasion('resolution', 'Mon 17:00')] }],
    preferences: { alertLeads: { ...defaultPreferences.alertLeads, resolution: [15, 0] } },
    bells: ['Mon 16:45 resolution 15', 'Mon 17:00 resolution 0'],
  },
  {
    name: 'no leads: nothing rings',
    tickets: [{ ...mine, occasions: response('Mon 13:00') }],
    preferences: { alertLeads: { ...defaultPreferences.alertLeads, response: [] } },
    bells: [],
  },
  {
    name: 'the same lead twice rings once',
    tickets: [{ ...mine, occasions: response('Mon 13:00') }],
    preferences: { alertLeads: { ...defaultPreferences.alertLeads, response: [60, 60] } },
    bells: ['Mon 12:00 response 60'],
  },
  {
    name: 'each clock has leads of its own',
    tickets: [{ ...mine, occasions: [occasion('action', 'Mon 11:00')] }],
    bells: ['Mon 11:00 action 0'],
  },
  {
    name: 'leads a minute apart are two bells, a fraction apart one',
    tickets: [{ ...mine, occasions: response('Mon 13:00') }],
    preferences: { alertLeads: { ...defaultPreferences.alertLeads, response: [30, 29, 28] } },
    bells: ['Mon 12:30 response 30', 'Mon 12:32 response 28'],
  },
  // The aim
  {
    name: 'the aim is silent unless asked',
    tickets: [{ ...mine, occasions: [occasion('aim', 'Wed 16:00')] }],
    bells: [],
  },
  {
    name: 'the aim rings when asked',
    tickets: [{ ...mine, occasions: [occasion('aim', 'Wed 16:00')] }],
    preferences: { alertLeads: { ...defaultPreferences.alertLeads, aim: [120] } },
    to: 'Wed 17:00',
    bells: ['Wed 14:00 aim 120'],
  },
  // Late
  {
    name: 'late: the latest lead that passed rings at once, and once',
    tickets: [{ ...mine, occasions: response('Mon 13:00') }],
    from: 'Mon 12:50',
    bells: ['Mon 12:50 response 15'],
  },
  {
    name: 'late: what would follow within a minute counts as rung',
    tickets: [{ ...mine, occasions: response('Mon 13:00') }],
    from: 'Mon 12:44:35',
    bells: ['Mon 12:44:35 response 60'],
  },
  {
    name: 'late by more than a minute before the next lead: both ring',
    tickets: [{ ...mine, occasions: response('Mon 13:00') }],
    from: 'Mon 12:43:30',
    bells: ['Mon 12:43:30 response 60', 'Mon 12:45 response 15'],
  },
  {
    name: 'missed while nobody looked: it says so once',
    tickets: [{ ...mine, occasions: response('Mon 13:00') }],
    from: 'Mon 15:00',
    bells: ['Mon 15:00 response 15'],
  },
  {
    name: 'what passed a week ago is no news',
    tickets: [{ ...mine, occasions: response('Mon 13:00') }],
    from: 'Sun 09:00',
    preferences: { alertOutsideOfficeHours: true },
    bells: [],
  },
  {
    name: 'several at once are one bell, the most urgent first',
    tickets: [
      { ...mine, occasions: response('Mon 13:30') },
      { ...mine, occasions: response('Mon 13:00') },
    ],
    from: 'Mon 12:50',
    bells: ['Mon 12:50 #1001 response 15 + response 60', 'Mon 13:15 response 15'],
  },
  // Another device of the same person
  {
    name: 'another device rang the first lead, and this one hears of it in time: the last lead rings here',
    tickets: [{ ...mine, occasions: response('Mon 13:00') }],
    from: 'Mon 12:00',
    heard: [{ at: 'Mon 12:00', bell: 'response 60' }],
    bells: ['Mon 12:45 response 15'],
  },
  {
    name: 'another device rang the first lead and went, and this one hears of it after the last: that rings at once',
    tickets: [{ ...mine, occasions: response('Mon 13:00') }],
    from: 'Mon 12:50',
    heard: [{ at: 'Mon 12:50', bell: 'response 60' }],
    bells: ['Mon 12:50 response 15'],
  },
  {
    name: 'leads close together, of which another device rang the first: a sign-in here rings the last',
    tickets: [{ ...mine, occasions: response('Mon 13:00') }],
    preferences: { alertLeads: { ...defaultPreferences.alertLeads, response: [14, 12] } },
    from: 'Mon 12:49',
    heard: [{ at: 'Mon 12:49', bell: 'response 14' }],
    bells: ['Mon 12:49 response 12'],
  },
  {
    name: 'a lead of before is heard after the last one rang here: nothing more rings',
    tickets: [{ ...mine, occasions: response('Mon 13:00') }],
    from: 'Mon 12:50',
    heard: [{ at: 'Mon 12:55', bell: 'response 60' }],
    bells: ['Mon 12:50 response 15'],
  },
  {
    name: 'another device rang the last lead: the ones before it are no news here',
    tickets: [{ ...mine, occasions: response('Mon 13:00') }],
    from: 'Mon 12:50',
    heard: [{ at: 'Mon 12:50', bell: 'response 15' }],
    bells: [],
  },
  // Office hours
  {
    name: 'a sign-in in the evening rings at the next opening',
    tickets: [{ ...mine, occasions: response('Tue 09:15') }],
    from: 'Mon 19:00',
    bells: ['Tue 08:30 response 60', 'Tue 09:00 response 15'],
  },
  {
    name: 'a sign-in in the evening rings at once for who asked',
    tickets: [{ ...mine, occasions: response('Tue 09:15') }],
    preferences: { alertOutsideOfficeHours: true },
    from: 'Mon 19:00',
    bells: ['Mon 19:00 response 60', 'Tue 09:00 response 15'],
  },
  {
    name: 'just after closing is closed',
    tickets: [{ ...mine, occasions: response('Tue 09:15') }],
    from: 'Mon 17:00:30',
    bells: ['Tue 08:30 response 60', 'Tue 09:00 response 15'],
  },
  {
    name: 'a timer that comes half a second after closing still rings what was due then',
    tickets: [{ ...mine, occasions: [occasion('resolution', 'Mon 17:00')] }],
    preferences: { alertLeads: { ...defaultPreferences.alertLeads, resolution: [0] } },
    from: 'Mon 17:00:01',
    bells: ['Mon 17:00:01 resolution 0'],
  },
]
