import { said } from '@bellwether/contract/said.ts'
import { internalReason } from './guarded-lookup.ts'

const reasons: Readonly<Record<string, string>> = {
  EINTERNAL: internalReason,
  ENOTFOUND: said`no server has this name`,
  EAI_AGAIN: said`its name cannot be looked up at the moment`,
  ECONNREFUSED: said`nobody listens there`,
  ECONNRESET: said`the connection was cut`,
  ETIMEDOUT: said`it cannot be reached`,
  EHOSTUNREACH: said`it cannot be reached`,
  ENETUNREACH: said`it cannot be reached`,
  CERT_HAS_EXPIRED: said`its certificate has expired`,
  DEPTH_ZERO_SELF_SIGNED_CERT: said`its certificate is not trusted`,
  SELF_SIGNED_CERT_IN_CHAIN: said`its certificate is not trusted`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: said`its certificate is not trusted`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: said`its certificate is not trusted`,
  ERR_TLS_CERT_ALTNAME_INVALID: said`its certificate is for another name`,
}

/** Why something could not be reached, in words. Those of the error may quote the address; its code never does. */
export function reasonOf({ code = '', name }: NodeJS.ErrnoException, timeoutMilliseconds: number): string {
  const known = reasons[code]
  if (known !== undefined) return known
  if (code === 'ABORT_ERR' || name === 'AbortError' || name === 'TimeoutError')
    return said`no answer within ${timeoutMilliseconds / 1000} seconds`
  return code === '' ? said`it cannot be reached` : said`it cannot be reached (${code})`
}
