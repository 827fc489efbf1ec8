import { beforeEach, expect, test } from 'vitest'
import { plainQuery } from '../data/protocol'
import {
  arrive,
  changeQuery,
  closeTicket,
  goTo,
  goToView,
  openTicket,
  resetNavigation,
  select,
  ticketInHand,
  useNavigation,
  wantedQuery,
} from './navigation'

const now = () => useNavigation.getState()
beforeEach(() => resetNavigation())

test('a view is where a person is once its rows are here: until then all is as it was', () => {
  openTicket('a')
  changeQuery({ priority: 'high', search: 'printer' })
  arrive()
  expect(now()).toMatchObject({ openId: 'a', query: { priority: 'high', search: 'printer', view: 'mine' } })
  goToView('team')
  expect(now()).toMatchObject({ place: 'queue', openId: 'a', query: { view: 'mine' } })
  expect(wantedQuery(now())).toEqual({ ...plainQuery, view: 'team', priority: 'high' })
  arrive()
  // Filters stay; the search was for one view, and the ticket in the pane is left.
  expect(now()).toMatchObject({
    place: 'queue',
    openId: null,
    selectedId: null,
    next: null,
    query: { view: 'team', priority: 'high', search: '' },
  })
})

test('a filter leaves neither the ticket in the pane nor the page that is open', () => {
  openTicket('a')
  goTo('settings')
  changeQuery({ customerId: 'c' })
  arrive()
  expect(now()).toMatchObject({ place: 'settings', openId: 'a', selectedId: 'a', query: { customerId: 'c' } })
  arrive()
  expect(now().query.customerId).toBe('c')
})

test('what is asked for while a view is on its way counts with it', () => {
  goToView('all')
  changeQuery({ sort: 'newest' })
  openTicketFirst()
  arrive()
  expect(now()).toMatchObject({ openId: null, query: { view: 'all', sort: 'newest' } })
})
const openTicketFirst = (): void => useNavigation.setState({ openId: 'a' })

test.each([
  ['another page', () => goTo('alerts'), { place: 'alerts' }],
  ['a ticket', () => openTicket('b'), { place: 'queue', openId: 'b', selectedId: 'b' }],
] as const)('who opens %s while a view is on its way stays there when it comes', (_what, open, place) => {
  goToView('all')
  open()
  expect(now()).toMatchObject(place)
  arrive()
  expect(now()).toMatchObject({ ...place, query: { view: 'all' } })
})

test('keys act on the ticket in the pane, else on the selected row, and on none that is being left', () => {
  expect(ticketInHand()).toBeNull()
  select('a')
  expect(ticketInHand()).toBe('a')
  openTicket('b')
  select('c')
  expect(ticketInHand()).toBe('b')
  closeTicket()
  expect(ticketInHand()).toBe('c')
  changeQuery({ search: 'x' })
  expect(ticketInHand()).toBe('c')
  goToView('all')
  expect(ticketInHand()).toBeNull()
  arrive()
  select('d')
  goTo('settings')
  expect(ticketInHand()).toBeNull()
  goTo('queue')
  expect(ticketInHand()).toBe('d')
})

test('a person begins with the queue as they left it, and with nothing of whoever was here before', () => {
  openTicket('a')
  goTo('mail')
  changeQuery({ search: 'secret', customerId: 'c' })
  const before = now().query
  resetNavigation({ view: 'waiting' })
  expect(now()).toEqual({
    place: 'queue',
    query: { ...plainQuery, view: 'waiting' },
    next: null,
    selectedId: null,
    openId: null,
  })
  resetNavigation()
  expect(now().query).not.toBe(before)
})
