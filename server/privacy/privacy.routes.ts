import * as contract from '@bellwether/contract/privacy.ts'
import { handle, handleFile, type HandledRoute } from '../platform/http/handle.ts'
import { erasePerson, getErasure, listErasures } from './erase-person.ts'
import { exportPerson } from './export-person.ts'
import { getPersonData } from './person-data.ts'

export const privacyRoutes: HandledRoute[] = [
  handle(contract.getPersonData, ({ ctx, query }) => getPersonData(ctx, query.address)),
  handleFile(contract.exportPerson, ({ ctx, query }) => exportPerson(ctx, query.address)),
  handle(contract.erasePerson, ({ ctx, body }) => erasePerson(ctx, body)),
  handle(contract.listErasures, ({ ctx, query }) => listErasures(ctx, query)),
  handle(contract.getErasure, ({ ctx, params }) => getErasure(ctx, params.id)),
]
