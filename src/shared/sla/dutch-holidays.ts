import type { HolidaySource } from './holidays'

/**
 * The days that the agreement calls national holidays ("nationale feestdagen"): the Dutch public holidays with Good Friday
 * and Liberation Day, which are no public holidays by law, every year. None is moved out of a weekend but King's Day.
 */
export const dutchHolidays = {
  kind: 'rules',
  rules: [
    { kind: 'fixed', name: 'Nieuwjaarsdag', month: 1, day: 1 },
    { kind: 'easter', name: 'Goede Vrijdag', daysAfterEaster: -2 },
    { kind: 'easter', name: 'Eerste paasdag', daysAfterEaster: 0 },
    { kind: 'easter', name: 'Tweede paasdag', daysAfterEaster: 1 },
    { kind: 'fixed', name: 'Koninginnedag', month: 8, day: 31, since: 1891, until: 1948 },
    { kind: 'fixed', name: 'Koninginnedag', month: 4, day: 30, onSunday: 1, since: 1949, until: 1979 },
    { kind: 'fixed', name: 'Koninginnedag', month: 4, day: 30, onSunday: -1, since: 1980, until: 2013 },
    { kind: 'fixed', name: 'Koningsdag', month: 4, day: 27, onSunday: -1, since: 2014 },
    { kind: 'fixed', name: 'Bevrijdingsdag', month: 5, day: 5 },
    { kind: 'easter', name: 'Hemelvaartsdag', daysAfterEaster: 39 },
    { kind: 'easter', name: 'Eerste pinksterdag', daysAfterEaster: 49 },
    { kind: 'easter', name: 'Tweede pinksterdag', daysAfterEaster: 50 },
    { kind: 'fixed', name: 'Eerste kerstdag', month: 12, day: 25 },
    { kind: 'fixed', name: 'Tweede kerstdag', month: 12, day: 26 },
  ],
} as const satisfies HolidaySource
