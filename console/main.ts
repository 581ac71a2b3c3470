import './ui/known-locale.ts'

// The contract's schemas would try to compile themselves, which the content security policy forbids and reports.
// They must know before the first of them is made, so everything else is loaded afterwards.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

await import('./open-console.tsx')
