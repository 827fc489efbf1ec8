import { auditRoutes } from './accounts/audit-routes'
import { requireSignIn } from './accounts/authenticate'
import { deviceRoutes } from './accounts/device-routes'
import { forgottenPasswordRoutes, ownPasswordRoute } from './accounts/password-routes'
import { sessionRoutes, signInRoute } from './accounts/session-routes'
import { agentRoutes } from './administration/agent-routes'
import { customerRoutes } from './administration/customer-routes'
import { officeRoutes } from './administration/office-routes'
import type { ServerContext } from './context'
import { deskRoutes } from './desk/desk-routes'
import { attachmentRoutes } from './files/attachment-routes'
import type { App } from './http/route'
import { agreeOnVersions, requireKnownTables } from './http/versions'
import { outboxRoutes } from './mail/outbox-routes'
import { documentationRoutes } from './operations/documentation'
import { healthRoutes } from './operations/health-routes'
import { metricsRoutes } from './operations/metrics-routes'
import { searchRoutes } from './search/search-routes'
import { liveRoutes } from './sync/live-routes'
import { syncRoutes } from './sync/sync-routes'

export interface RouteSettings {
  readonly openDocs: boolean
  readonly metricsNeedToken: boolean
  readonly heartbeatMs: number
  readonly oldestClient: number
}

/** All routes of the server: for whoever runs it, for whoever is not signed in, and for whoever is. Each stands in its room. */
export async function addRoutes(app: App, context: ServerContext, settings: RouteSettings): Promise<void> {
  await documentationRoutes(app, context, settings.openDocs)
  metricsRoutes(app, context, settings.metricsNeedToken)
  healthRoutes(app, context)
  await app.register((open: App, _options, done) => {
    agreeOnVersions(open as never, settings.oldestClient)
    requireKnownTables(open as never, context)
    signInRoute(open, context)
    void open.register((passwords: App, _nothing, ready) => {
      forgottenPasswordRoutes(passwords, context)
      ready()
    })
    done()
  })
  await app.register((guarded: App, _options, done) => {
    agreeOnVersions(guarded as never, settings.oldestClient)
    requireKnownTables(guarded as never, context)
    requireSignIn(guarded as never, context)
    sessionRoutes(guarded, context)
    syncRoutes(guarded, context)
    liveRoutes(guarded, context, settings.heartbeatMs)
    deskRoutes(guarded, context)
    outboxRoutes(guarded, context)
    searchRoutes(guarded, context)
    ownPasswordRoute(guarded, context)
    deviceRoutes(guarded, context)
    customerRoutes(guarded, context)
    agentRoutes(guarded, context)
    officeRoutes(guarded, context)
    auditRoutes(guarded, context)
    void guarded.register((files: App, _nothing, ready) => {
      attachmentRoutes(files, context)
      ready()
    })
    done()
  })
}
