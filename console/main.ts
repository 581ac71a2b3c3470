import './ui/known-locale.ts'
import { speakChosenLanguage } from './ui/language.ts'

// The contract's schemas would try to compile themselves, which the content security policy forbids and reports.
// They must know before the first of them is made, so everything else is loaded afterwards.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

// Words are said while modules load, so the language is known before them.
await speakChosenLanguage()
await import('./open-console.tsx')
