import { saysFailed, versionIn } from './version-shape.rules.ts'

/** A deploy as a change tells of it. */
export interface ToldDeploy {
  readonly service: string
  readonly version: string
  readonly by: string | null
  readonly url: string | null
}

/*
 * What CI systems put into `custom_details` of a change: GitHub's and GitLab's integrations, Jenkins' plug-in, Spinnaker and
 * Argo CD differ in the words, and in whether they are written apart.
 */
const words = {
  service: 'service servicename app application component project projectname repository repo'.split(' '),
  version: 'version release tag imagetag buildnumber build sha gitsha commit commitsha commithash revision'.split(' '),
  outcome:
    'status state result outcome conclusion buildstatus buildstate buildresult jobstatus deploystatus deploymentstatus'.split(
      ' ',
    ),
  by: 'deployedby deployer user username author actor triggeredby committer'.split(' '),
}

const lengthMax = 200
const namesMax = 200

/**
 * The deploy that a change tells of. It has to name a version: without one nothing tells it from the deploy before, and it is
 * a change like any other, as is one that failed. What it is of is said beside it, or is its source.
 */
export function deployOfChange(change: {
  source: string | null
  details: unknown
  links: readonly string[]
}): ToldDeploy | null {
  const said = namedValues(change.details)
  const valuesOf = (names: readonly string[]): string[] => names.flatMap((name) => said.get(name) ?? [])
  const find = (names: readonly string[]): string | undefined => valuesOf(names)[0]
  if ([...valuesOf(words.version), ...valuesOf(words.outcome)].some(saysFailed)) return null
  const version = valuesOf(words.version)
    .map(versionIn)
    .find((one) => one !== undefined)
  const service = find(words.service) ?? cut(change.source ?? '')
  if (version === undefined || service === '') return null
  const url = change.links.find((href) => /^https?:\/\/\S{1,1900}$/.test(href)) ?? null
  return { service, version, by: find(words.by) ?? null, url }
}

function namedValues(details: unknown): Map<string, string> {
  if (typeof details !== 'object' || details === null || Array.isArray(details)) return new Map()
  const named = Object.entries(details)
    .slice(0, namesMax)
    .flatMap(([name, value]): [string, string][] => {
      const text = typeof value === 'string' || typeof value === 'number' ? cut(String(value)) : ''
      return text === '' || name.length > lengthMax ? [] : [[name.toLowerCase().replaceAll(/[^a-z]/g, ''), text]]
    })
  return new Map(named.toReversed())
}

const cut = (text: string): string => text.trim().slice(0, lengthMax).toWellFormed()
