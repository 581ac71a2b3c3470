/** Which parts of a message are parameters. Every repetition is bounded, so that reading is linear. */

const month =
  '(?:jan(?:uary|uar|vier|eiro)?|feb(?:ruary|ruar|brero|braio)?|fe?v(?:ereiro|rier)?|février|févr|mar(?:ch|zo|s|ço)?|märz?|apr(?:il|ile)?|' +
  'abr(?:il)?|avr(?:il)?|may|mayo|mai|maio|mag(?:gio)?|june?|juni|junio|junho|juin|giu(?:gno)?|july?|juli|julio|julho|juillet|juil|lug(?:lio)?|' +
  'aug(?:ust)?|ago(?:sto)?|août|aout|sept?(?:ember|iembre|embre)?|set(?:embro|tembre)?|oct(?:ober|ubre|obre)?|okt(?:ober)?|out(?:ubro)?|ott(?:obre)?|' +
  'nov(?:ember|iembre|embre|embro)?|dec(?:ember)?|dez(?:ember|embro)?|dic(?:iembre|embre)?|déc(?:embre)?|ene(?:ro)?|gen(?:naio)?)'
const weekday =
  '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|mo|di|mi|do|fr|sa|so|' +
  'lun(?:es|di|edì)?|mar(?:tes|di|tedì)?|mi[eé](?:rcoles)?|mer(?:credi|coledì)?|jue(?:ves)?|jeu(?:di)?|gio(?:vedì)?|vie(?:rnes)?|ven(?:dredi|erdì)?|s[aá]b(?:ado|ato)?|sam(?:edi)?|dom(?:ingo|enica)?|dim(?:anche)?)'
const zone = String.raw`(?:z|utc|gmt|[ecmp][sd]t|ces?t|wes?t|ees?t|bst|ist|jst|kst|hkt|sgt|msk|a[cew][sd]t|nz[sd]t|brt|art)(?:[+-]\d{1,2}(?::?\d\d)?)?(?![\w])|[+-]\d\d:?\d\d(?!\d)`
const time = String.raw`[0-2]?\d[:h][0-5]\d(?:[:.][0-6]\d(?:[.,]\d{1,9})?)?(?: ?[ap]\. ?m\.(?!\w)| ?[ap]\.?m(?!\w)\.?)?(?: ?(?:${zone}))?(?: \([a-z ]{3,40}\))?(?: ?\[[a-z]{2,20}/[a-z_]{2,30}\])?`
const day = String.raw`\d{1,2}(?:st|nd|rd|th|\.)?`
const date = [
  String.raw`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)`,
  String.raw`\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?!\d|\.\d)`,
  String.raw`${day}(?: |-|/| de | of )${month}\.?(?:(?:,? |-|/|:| de )\d{4}(?!\d)|-\d\d(?!\d))?`,
  String.raw`${month}\.? {1,2}${day}(?:,? \d{4}(?!\d))?(?![\d:])`,
].join('|')
/** "Wed, 25 Nov 2026 04:00:01 GMT", "2026-11-25T04:00:01,123+01:00", "Wed Nov 25 04:00:01 2026", "4:00 p. m." */
const instant = new RegExp(
  String.raw`(?<![\w.:/-])(?:(?:${weekday}\.?,? (?:le |el |den )?)?(?:${date})(?:(?:,| at| um| à| a las)? ?[t:]?${time})?(?: \d{4}(?!\d))?|${weekday}\.?,? ${time}|${time})(?!\w|[:/-]\w)`,
  'gi',
)
const compactInstant = /(?<!\w)\d{8}T\d{4,6}(?:[.,]\d{1,9})?(?:Z|[+-]\d{4})?(?!\w)/g

/**
 * Quoted text, e-mail, URL, UUID, IPv4 with port, 0x-hex, absolute path with its query, IPv6 and
 * hardware addresses, dotted names of hosts, queries. Names whose last label begins with a capital
 * are exception classes.
 */
const masks = new RegExp(
  [
    /(?<![\w])(?:"[^"]{0,1000}"|'[^']{0,1000}'|`[^`]{0,1000}`|“[^”]{0,1000}”|«[^»]{0,1000}»)(?!\w)/,
    /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/,
    /(?<![\w+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>)\],]{1,2000}/,
    /\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b/,
    /\[?(?<![\w:.])(?=[0-9a-fA-F:]{0,38}\d)(?:[0-9a-fA-F]{0,4}:){2,8}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4})(?:%\w{1,20})?(?:\/\d{1,3})?(?![\w:])\]?(?::\d{1,5})?/,
    /\[?(?<![\w:])(?:[0-9a-fA-F]{0,4}:){3,7}[0-9a-fA-F]{0,4}(?:%\w{1,20})?(?![\w:])\]?(?::\d{1,5})?/,
    /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/,
    /\b0x[0-9a-fA-F]{1,64}\b/,
    /(?<![\w<>.*])\/(?:[\w.~%@:+=-]{1,200}\/?){1,40}(?:\?[^\s"'<>)\]]{0,1000})?/,
    /(?<![\w.-])[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){0,8}\.(?:[a-z][a-z0-9-]{1,62}|\d[\w-]{0,62})(?::\d{1,5})?(?![\w.]{0,80}[A-Z])/,
    /\?[\w%.~+[\]-]{1,100}=[^\s"'<>)\]]{0,1000}/,
  ]
    .map((mask) => mask.source)
    .join('|'),
  'g',
)
/** Names of people and customers are made of letters only; what stands before them gives them away. */
const named =
  /(?<=\b(?:user|customer|tenant|account|site|zone|project|bucket|host)(?:[=:] ?| ))(?!<|(?:not|no|is|was|are|has|had|does|did|cannot|can|could|must|may|name|id|key|down|unreachable|unknown|closed|failed|failure|error|timeout|timed|refused|found|missing|disabled|suspended|locked|exists|denied|lookup|resolution|reached|in|on|at|of|for|from|to|by|with|and|or)\b)[\w.-]{0,200}\w/gi
/** A run of letters, digits and joints with a digit in it: numbers, ids, hex, versions, durations. */
const withDigit =
  /(?<![A-Za-z_])[-+]?[A-Za-z_]{0,200}-?\d(?:[\w]|[.,:-](?=\w)){0,400}%?|(?<![\w-])[A-Za-z]{1,60}(?:[-_][A-Za-z]{1,60}){0,8}[-_]\d[\w-]{0,200}/g
/** What may be an id in letters, or base64; looked at by `isRandom`. */
const long = /(?<![\w+/=<.-])[A-Za-z0-9+/_-]{12,200}={0,2}(?![\w+/.(:]{1,2}\w)/g
/** Lists of parameters may be of any length. */
const runs = /<\*>(?:[\s,;|]{0,4}<\*>)+/g

const commonPairs = new Set(
  (
    'th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ea ' +
    'ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc et ut ss so rs un lo wa ge ie wh ' +
    'ad em ai id po ni ol am im ex cl ty ap pt rt ess ag ue mp ke rr op sh su ee mo fi ab ck pa'
  ).split(' '),
)

/** Letters that follow each other as in no language: most pairs are rare ones, or case jumps about. */
function isRandomWord(word: string): boolean {
  const small = word.toLowerCase()
  let common = 0
  for (let at = 1; at < small.length; at += 1) if (commonPairs.has(small.slice(at - 1, at + 1))) common += 1
  const share = common / Math.max(1, small.length - 1)
  const jumps = word.match(/[a-z](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g)?.length ?? 0
  return share < 0.4 || (share < 0.6 && jumps >= word.length / 5)
}

/** Ids of many letters: with digits among them, in mixed case, or of letters as in no word. */
function isRandom(token: string): boolean {
  const parts = token.split(/[+/_-]/).filter((part) => part !== '')
  const isMixed = /\d/.test(token) && /[a-z]/.test(token) && /[A-Z]/.test(token)
  const turns = token.match(/[a-z](?=[A-Z0-9])|[A-Z](?=\d)|\d(?=[A-Za-z])/g)?.length ?? 0
  if (isMixed && turns >= token.length / 4) return true
  if (isMixed && parts.some((part) => part.length >= 4 && isRandomWord(part.replaceAll(/\d/g, '')))) return true
  return parts.length <= 2 && parts.some((part) => part.length >= 12 && /^[A-Za-z]+$/.test(part) && isRandomWord(part))
}

/** A message whose codes are hidden from the masks, with `<*>` in place of parameters. */
export function maskParameters(text: string): string {
  return text
    .replaceAll(instant, '<*>')
    .replaceAll(compactInstant, '<*>')
    .replaceAll(masks, '<*>')
    .replaceAll(long, (token) => (isRandom(token) ? '<*>' : token))
    .replaceAll(named, '<*>')
    .replaceAll(withDigit, '<*>')
    .replaceAll(runs, '<*>')
}
