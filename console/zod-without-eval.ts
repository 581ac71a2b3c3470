// The contract's schemas would try to compile themselves, which the content security policy forbids and reports.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
