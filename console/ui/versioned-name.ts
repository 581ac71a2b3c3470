/** A name with its version, said once when the version already begins with the name. */
export const versionedName = ({ service, version }: { service: string; version: string }): string =>
  version.startsWith(service) ? version : `${service} ${version}`
