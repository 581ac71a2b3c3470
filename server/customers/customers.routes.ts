import * as contract from '@bellwether/contract/customers.ts'
import { handle, type HandledRoute } from '../platform/http/handle.ts'
import { addCustomer, changeCustomer } from './change-customers.ts'
import { addField, changeField, listFields, removeField } from './fields.ts'
import { listChanges } from './changes.ts'
import { importCustomers, putCustomer } from './import-customers.ts'
import { mergeContact } from './merge-contacts.ts'
import { mergeCustomer } from './merge-customers.ts'
import { listNotes, removeNote, writeNote } from './notes.ts'
import { previewImport } from './preview-import.ts'
import { getCustomer, listCustomers } from './read-customers.ts'
import { listImports, undoImport } from './undo-import.ts'
import { listMerges, undoMerge } from './undo-merge.ts'

export const customersRoutes: HandledRoute[] = [
  handle(contract.listCustomers, ({ ctx, query }) => listCustomers(ctx, query)),
  handle(contract.getCustomer, ({ ctx, params }) => getCustomer(ctx, params.id)),
  handle(contract.addCustomer, ({ ctx, body }) => addCustomer(ctx, body)),
  handle(contract.changeCustomer, ({ ctx, params, body }) => changeCustomer(ctx, params.id, body)),
  handle(contract.importCustomers, ({ ctx, body }) => importCustomers(ctx, body)),
  handle(contract.putCustomer, ({ ctx, params, body }) => putCustomer(ctx, { ...body, key: params.key })),
  handle(contract.previewImport, async ({ ctx, body }) => ({ rows: await previewImport(ctx, body.customers) })),
  handle(contract.listCustomerImports, ({ ctx, query }) => listImports(ctx, query)),
  handle(contract.undoCustomerImport, ({ ctx, params }) => undoImport(ctx, params.id)),
  handle(contract.listCustomerFields, async ({ ctx }) => ({ items: await listFields(ctx) })),
  handle(contract.addCustomerField, ({ ctx, body }) => addField(ctx, body)),
  handle(contract.changeCustomerField, ({ ctx, params, body }) => changeField(ctx, params.key, body)),
  handle(contract.removeCustomerField, async ({ ctx, params }) => {
    await removeField(ctx, params.key)
    return { removed: true }
  }),
  handle(contract.mergeCustomer, ({ ctx, params, body }) => mergeCustomer(ctx, params.id, body.into)),
  handle(contract.mergeContact, ({ ctx, params, body }) => mergeContact(ctx, params.id, body.into)),
  handle(contract.listCustomerMerges, ({ ctx, params, query }) => listMerges(ctx, params.id, query)),
  handle(contract.undoMerge, async ({ ctx, params }) => ({ customer: await undoMerge(ctx, params.id) })),
  handle(contract.listCustomerChanges, ({ ctx, params, query }) => listChanges(ctx, params.id, query)),
  handle(contract.listCustomerNotes, ({ ctx, params, query }) => listNotes(ctx, params.id, query)),
  handle(contract.writeCustomerNote, ({ ctx, params, body }) => writeNote(ctx, params.id, body.text)),
  handle(contract.removeCustomerNote, async ({ ctx, params }) => {
    await removeNote(ctx, params.id)
    return { removed: true }
  }),
]
