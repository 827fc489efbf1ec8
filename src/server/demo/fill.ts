import type { Customer } from '../../shared/tickets/people'
import type { Chance } from './random'

/** Values for the `{slots}` of one ticket: the same slot has the same value throughout a ticket. */
export type Slots = (name: string) => string

const parties = [
  'Hotel De Zwaan', 'Jumbo Heerhugowaard', 'Sportpark Oost', 'Veldkamp Techniek', 'Café Wilhelmina', 'Rijk & Zonen',
  'Bistro Zilt', 'Gemeente Meerwijk', 'De Lange Bouw', 'Haven 12', 'Atelier Noord', 'Zorggroep Linde', 'Tuin en Zo',
  'Müller Handels GmbH', 'Ateliers Dubois', 'Nordic Trade AB', 'Harbour & Co', 'Celtic Yachts', 'Baltic Sensors',
  'Brouwerij De Kraan', 'Stichting Molenwijk', 'Kwekerij Duinzicht', 'Interparts NV', 'Vloerenhuis Brabant',
] // prettier-ignore
/** What each customer sells, by the name of its address at the office. */
const products: Readonly<Record<string, readonly string[]>> = {
  goudenaar: ['Volkoren tarwe 800 g', 'Speculaas 500 g', 'Stroopwafel 10-pak', 'Roomboter croissant', 'Oliebollenmix 5 kg', 'Zuurdesem 750 g'],
  vandijkfietsen: ['Stadsfiets Tour 7', 'E-bike accu 500 Wh', 'Fietshelm maat M', 'Bakfiets Familie 3', 'Kettingslot 110 cm', 'Binnenband 28 inch'],
  noordzee: ['Pressure gauge PM-40', 'Sensor cable 3 m', 'Flow meter FM-8', 'Calibration kit C2', 'Level switch LS-12', 'Housing IP67'],
  groenhof: ['Potgrond 40 L', 'Terracotta pot 28 cm', 'Kerstboom Nordmann 175', 'Graszaad 2 kg', 'Tuinslang 25 m', 'Vogelvoer 4 kg'],
  lumenlijn: ['Schetsontwerp', 'Bouwbesluittoets', 'Uurtarief ontwerper', 'Maquette 1:100', 'Lichtplan', '3D-visualisatie'],
  kestrel: ['Anchor chain 10 mm', 'Deck paint 2.5 L', 'Rescue light RL-2', 'Mooring line 20 m', 'Bilge pump 1100', 'Winch handle 10"'],
} // prettier-ignore
const people = [
  'Sven Mulder', 'Aylin Demir', 'Bart de Graaf', 'Chantal Peters', 'Noor Hassan', 'Gijs Brouwer', 'Lotte Schouten',
  'Hannah Wilson', 'Tomasz Kowalski', 'Iris Jacobs', 'Peter Vos', 'Ellen Dekker', 'Mark Evans', 'Sofie Claes',
] // prettier-ignore
type Lists = Readonly<Record<string, readonly string[]>>

const lists: Lists = {
  party: parties,
  person: people,
  colleague: people.map((name) => name.split(' ')[0] ?? name),
  bank: ['ING', 'Rabobank', 'ABN AMRO', 'bunq', 'Triodos', 'Knab', 'Wise'],
  carrier: ['PostNL', 'DHL', 'DPD', 'UPS', 'Trunkrs'],
  module: [
    'account_invoice_triple_discount', 'stock_picking_group_by_partner', 'l10n_nl_xaf_auditfile_export', 'mis_builder',
    'sale_order_line_date', 'web_responsive', 'queue_job', 'contract', 'partner_statement', 'purchase_request',
    'server_environment', 'product_packaging_level', 'helpdesk_mgmt', 'account_reconcile_oca',
  ],
  system: ['Lightspeed', 'Shopify', 'Picqer', 'Bol.com', 'Exact', 'Amazon Seller Central', 'Channable'],
} // prettier-ignore

const listsByLanguage: Readonly<Record<'nl' | 'en', Lists>> = {
  nl: {
    warehouse: ['magazijn Zaandam', 'magazijn Noord', 'hal 2', 'DC Almere', 'magazijn Ede', 'koelcel 1'],
    shop: ['Alkmaar', 'Haarlem', 'Leiden', 'Hoorn', 'Amersfoort', 'Purmerend', 'Delft'],
    report: ['Omzet per vertegenwoordiger', 'Marge per artikelgroep', 'Voorraad per peildatum', 'Openstaande orders'],
    cron: ['E-mailwachtrij verwerken', 'Planner uitvoeren', 'Facturen automatisch boeken', 'Wisselkoersen bijwerken'],
    field: ['Referentie inkoper', 'Leverweek', 'Projectcode', 'Keurmerk', 'Temperatuurklasse', 'Afleverinstructie'],
    feature: ['abonnementen', 'geplande facturen', 'kwaliteitscontroles', 'bijkomende kosten op inkoop', 'werkorders', 'kostenplaatsen', 'het documentenbeheer', 'intercompany-boekingen'],
  },
  en: {
    warehouse: ['WH-NORTH', 'hall 2', 'the Rotterdam warehouse', 'WH01', 'the Aberdeen store', 'the returns area'],
    shop: ['Aberdeen', 'Peterhead', 'Rotterdam', 'Den Helder', 'Lerwick'],
    report: ['Revenue per salesperson', 'Margin per category', 'Aged receivables', 'Stock at date'],
    cron: ['Mail: Email Queue Manager', 'Procurement: run scheduler', 'Post invoices automatically', 'Currency rates'],
    field: ['Buyer reference', 'Delivery week', 'Project code', 'Customer PO line', 'Certificate number', 'Batch class'],
    feature: ['subscriptions', 'scheduled invoices', 'quality checks', 'landed costs', 'work orders', 'analytic plans', 'the Documents app', 'intercompany entries'],
  },
} // prettier-ignore

const dutchDays = ['maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag']
const englishDays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']
const dutchMonths = ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'] // prettier-ignore
const englishMonths = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] // prettier-ignore

/** @param receivedAt of the ticket, so that numbers and months fit its time */
export function createSlots(chance: Chance, { language, email }: Customer, receivedAt: number): Slots {
  const received = new Date(receivedAt)
  const [year, month] = [received.getUTCFullYear(), received.getUTCMonth()]
  const known = new Map<string, string>()

  function draw(name: string): string {
    switch (name) {
      case 'invoice':
        return `FACT/${year}/${String(chance.between(120, 9800)).padStart(5, '0')}`
      case 'order':
        return `S${String(chance.between(3100, 48_000)).padStart(5, '0')}`
      case 'picking':
        return `WH/OUT/${String(chance.between(900, 31_000)).padStart(5, '0')}`
      case 'mo':
        return `WH/MO/${String(chance.between(100, 6400)).padStart(5, '0')}`
      case 'amount':
        return formatAmount(chance.between(1250, 1_849_900), language)
      case 'count':
        return String(chance.between(3, 46))
      case 'hours':
        return String(chance.between(2, 24))
      case 'product':
        return chance.pick(products[email.split('@')[0] ?? ''] ?? Object.values(products).flat())
      case 'day':
        return chance.pick(language === 'nl' ? dutchDays : englishDays)
      case 'month':
        return (language === 'nl' ? dutchMonths : englishMonths)[(month + 11) % 12] ?? ''
      default:
        return chance.pick(lists[name] ?? listsByLanguage[language][name] ?? [name])
    }
  }

  return (name) => {
    const value = known.get(name) ?? draw(name)
    known.set(name, value)
    return value
  }
}

/** Puts the slots' values in a template. */
export const fill = (template: string, slots: Slots): string =>
  template.replace(/\{([a-z]+)\}/g, (_, name: string) => slots(name))

function formatAmount(cents: number, language: 'nl' | 'en'): string {
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, language === 'nl' ? '.' : ',')
  const rest = String(cents % 100).padStart(2, '0')
  return `€ ${whole}${language === 'nl' ? ',' : '.'}${rest}`
}
