import { defaultPreferences } from '../../../shared/ipc/preferences'
import { at, high, joris, me, mine, occasion, ours, response, sanne, theirs } from './bells'
import type { BellCase } from './bells'

/** For whom alerts ring, and which rules there are beside the clocks. */
export const casesForWhom: readonly BellCase[] = [
  // Scope
  {
    name: 'mine: not what nobody has taken',
    tickets: [{ teamId: ours, occasions: response('Mon 13:00') }],
    preferences: { alertScope: 'mine' },
    bells: [],
  },
  {
    name: 'mine and unassigned: of my own team',
    tickets: [{ teamId: ours, occasions: response('Mon 13:00') }],
    bells: ['Mon 12:00 response 60', 'Mon 12:45 response 15'],
  },
  {
    name: 'mine and unassigned: not of another team',
    tickets: [{ teamId: theirs, occasions: response('Mon 13:00') }],
    bells: [],
  },
  {
    name: 'mine and unassigned: what no team has yet is everybody’s',
    tickets: [{ occasions: response('Mon 13:00') }],
    bells: ['Mon 12:00 response 60', 'Mon 12:45 response 15'],
  },
  {
    name: 'mine and unassigned: not a colleague’s',
    tickets: [{ teamId: ours, assigneeId: sanne, occasions: response('Mon 13:00') }],
    bells: [],
  },
  {
    name: 'team: a colleague’s too',
    tickets: [{ teamId: ours, assigneeId: sanne, occasions: response('Mon 13:00') }],
    preferences: { alertScope: 'team' },
    bells: ['Mon 12:00 response 60', 'Mon 12:45 response 15'],
  },
  {
    name: 'team: mine of another team as well',
    tickets: [{ teamId: theirs, assigneeId: me, occasions: response('Mon 13:00') }],
    preferences: { alertScope: 'team' },
    bells: ['Mon 12:00 response 60', 'Mon 12:45 response 15'],
  },
  {
    name: 'all: of every team',
    tickets: [{ teamId: theirs, assigneeId: sanne, occasions: response('Mon 13:00') }],
    preferences: { alertScope: 'all' },
    bells: ['Mon 12:00 response 60', 'Mon 12:45 response 15'],
  },
  {
    name: 'none: not even high priority of mine',
    tickets: [{ ...mine, occasions: high('Mon 09:00', 'Mon 13:00') }],
    preferences: { alertScope: 'none' },
    bells: [],
  },
  // High
  {
    name: 'high rings at once and by its leads, under the name of the clock that runs',
    tickets: [{ ...mine, occasions: high('Mon 09:00', 'Mon 13:00') }],
    bells: ['Mon 09:00 high response 0', 'Mon 12:00 response 60', 'Mon 12:45 response 15'],
  },
  {
    name: 'high rings for the whole team, whatever the scope',
    tickets: [{ teamId: ours, assigneeId: sanne, occasions: high('Mon 09:00', 'Mon 13:00') }],
    preferences: { alertScope: 'mine' },
    bells: ['Mon 09:00 high response 0', 'Mon 12:00 response 60', 'Mon 12:45 response 15'],
  },
  {
    name: 'high of another team does not ring',
    tickets: [{ teamId: theirs, occasions: high('Mon 09:00', 'Mon 13:00') }],
    bells: [],
  },
  {
    name: 'high with little left rings once, not twice',
    tickets: [{ ...mine, occasions: high('Mon 12:50', 'Mon 13:00') }],
    from: 'Mon 12:50',
    bells: ['Mon 12:50 high response 0'],
  },
  {
    name: 'high in the night rings at the opening',
    tickets: [{ ...mine, occasions: high('Mon 22:00', 'Tue 12:30') }],
    from: 'Mon 22:00',
    bells: ['Tue 08:30 high response 0', 'Tue 11:30 response 60', 'Tue 12:15 response 15'],
  },
  {
    name: 'high in the night rings at once for who asked',
    tickets: [{ ...mine, occasions: high('Mon 22:00', 'Tue 12:30') }],
    preferences: { alertOutsideOfficeHours: true },
    from: 'Mon 22:00',
    bells: ['Mon 22:00 high response 0', 'Tue 11:30 response 60', 'Tue 12:15 response 15'],
  },
  // Rows beside the clocks
  {
    name: 'a promise, an escalation and an agreed date ring with the leads of the response',
    tickets: [
      { ...mine, occasions: [occasion('promise', 'Mon 13:00')] },
      { ...mine, occasions: [occasion('escalation', 'Mon 14:00')] },
      { ...mine, occasions: [occasion('agreed-date', 'Mon 15:00')] },
    ],
    preferences: { alertLeads: { ...defaultPreferences.alertLeads, response: [60] } },
    bells: ['Mon 12:00 promise 60', 'Mon 13:00 #1001 escalation 60', 'Mon 14:00 #1002 agreed-date 60'],
  },
  {
    name: 'a party’s date rings at the opening of its day',
    tickets: [{ ...mine, occasions: [occasion('party-date', 'Tue 15:00')] }],
    bells: ['Tue 08:30 party-date 0'],
  },
  {
    name: 'a party’s date on a Saturday rings at the next opening',
    tickets: [{ ...mine, occasions: [occasion('party-date', 'Sat 15:00')] }],
    from: 'Fri 09:00',
    to: 'Sun 23:00',
    bells: [],
  },
  {
    name: 'a close by itself rings one working day before',
    tickets: [{ ...mine, occasions: [occasion('auto-close', 'Wed 11:00')] }],
    bells: ['Tue 11:00 auto-close 510'],
  },
  {
    name: 'a silent mailbox rings for everybody, without a clock',
    tickets: [
      {
        teamId: theirs,
        assigneeId: sanne,
        occasions: [occasion('mailbox', 'Mon 10:00', { since: 'Mon 10:00' })],
      },
    ],
    preferences: { alertScope: 'mine' },
    bells: ['Mon 10:00 mailbox 0'],
  },
  // Who stands in
  {
    name: 'a colleague who is there: nothing rings for others',
    tickets: [{ teamId: ours, assigneeId: sanne, occasions: response('Mon 13:00') }],
    owners: { [sanne]: { standInId: me } },
    bells: [],
  },
  {
    name: 'away: the stand-in at once',
    tickets: [{ teamId: ours, assigneeId: sanne, occasions: response('Mon 13:00') }],
    owners: { [sanne]: { standInId: me, absentSince: -Infinity } },
    bells: ['Mon 12:00 response 60', 'Mon 12:45 response 15'],
  },
  {
    name: 'away: the team ten office minutes later',
    tickets: [{ teamId: ours, assigneeId: sanne, occasions: response('Mon 13:00') }],
    owners: { [sanne]: { standInId: joris, absentSince: -Infinity } },
    bells: ['Mon 12:10 response 60', 'Mon 12:55 response 15'],
  },
  {
    name: 'away: the seniors twenty office minutes later',
    tickets: [{ teamId: theirs, assigneeId: sanne, occasions: response('Mon 13:00') }],
    owners: { [sanne]: { absentSince: -Infinity, teamId: theirs } },
    listener: { role: 'senior' },
    bells: ['Mon 12:20 response 60', 'Mon 13:05 response 15'],
  },
  {
    name: 'away: nobody of another team but the seniors',
    tickets: [{ teamId: theirs, assigneeId: sanne, occasions: response('Mon 13:00') }],
    owners: { [sanne]: { absentSince: -Infinity, teamId: theirs } },
    bells: [],
  },
  {
    name: 'away: the minutes are office minutes',
    tickets: [{ teamId: ours, assigneeId: sanne, occasions: response('Tue 09:25') }],
    owners: { [sanne]: { absentSince: -Infinity } },
    bells: ['Tue 08:35 response 60', 'Tue 09:20 response 15'],
  },
  {
    name: 'who left after the bell: the others count from then',
    tickets: [{ teamId: ours, assigneeId: sanne, occasions: response('Mon 14:00') }],
    owners: { [sanne]: { absentSince: at('Mon 13:20') } },
    bells: ['Mon 13:30 response 60', 'Mon 13:55 response 15'],
  },
  {
    name: 'the office turned it off: nobody stands in',
    tickets: [{ teamId: ours, assigneeId: sanne, occasions: response('Mon 13:00') }],
    owners: { [sanne]: { standInId: me, absentSince: -Infinity } },
    standInsOff: true,
    bells: [],
  },
  {
    name: 'none: nobody stands in either',
    tickets: [{ teamId: ours, assigneeId: sanne, occasions: response('Mon 13:00') }],
    owners: { [sanne]: { standInId: me, absentSince: -Infinity } },
    preferences: { alertScope: 'none' },
    bells: [],
  },
  {
    name: 'nobody stands in for an aim or a close by itself',
    tickets: [
      {
        teamId: ours,
        assigneeId: sanne,
        occasions: [occasion('aim', 'Mon 13:00'), occasion('auto-close', 'Tue 11:00')],
      },
    ],
    preferences: { alertLeads: { ...defaultPreferences.alertLeads, aim: [60] } },
    owners: { [sanne]: { standInId: me, absentSince: -Infinity } },
    bells: [],
  },
]
