/** A file that a customer attaches: name, media type, text. */
export type Evidence = readonly [name: string, mediaType: string, text: string]

export const evidence: readonly Evidence[] = [
  [
    'foutmelding.txt',
    'text/plain',
    `RPC_ERROR
Odoo Server Error
Traceback (most recent call last):
  File "/home/odoo/src/odoo/odoo/http.py", line 1788, in _serve_db
    return service_model.retrying(self._serve_ir_http, self.env)
  File "/home/odoo/src/odoo/addons/account/models/account_move.py", line 2391, in _check_balanced
    raise UserError(_("An error has occurred.") + error_msg)
odoo.exceptions.UserError: The entry is not balanced.
`,
  ],
  [
    'odoo.log',
    'text/plain',
    `2026-11-20 08:14:02,511 4 INFO production odoo.addons.base.models.ir_cron: Starting job
2026-11-20 08:14:09,882 4 WARNING production odoo.sql_db: Query took 7.31 seconds
2026-11-20 08:14:31,004 4 ERROR production odoo.addons.base.models.ir_cron: Job failed
psycopg2.errors.SerializationFailure: could not serialize access due to concurrent update
`,
  ],
  [
    'regels-met-fout.csv',
    'text/csv',
    `regel;artikel;aantal;bedrag;melding
12;VT-800;40;86,00;verschil 0,01
17;SP-500;12;41,40;verschil 0,01
23;CR-060;96;105,60;geen grootboekrekening
`,
  ],
  [
    'browser-console.txt',
    'text/plain',
    `Failed to load resource: the server responded with a status of 502 (Bad Gateway)
Uncaught (in promise) QuotaExceededError: the database connection is closing
    at IndexedDB.write (point_of_sale.assets.min.js:4417)
`,
  ],
]
