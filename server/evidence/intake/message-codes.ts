/** Which numbers and quoted words are part of an error's name. */

const keyword =
  String.raw`(?:(?:https?)?[ _-]?status(?:[ _-]?code)?|(?:error|err|exit|return|result|reason|response|reply|sub)?[ _-]?code|exit(?:ed)?(?: (?:with|status|by)){0,2}|` +
  String.raw`signal|sig|errno|sqlstate|https?(?:/\d(?:\.\d)?)?|err(?:or)?(?:[ _-]?(?:no|number|num))?|rc|hresult|ntstatus|response|gai|os error|msg)`
const value = String.raw`-?(?:0x[0-9a-f]{1,8}|\d{1,6}|\d[0-9a-z]{4}|(?-i:[A-Z][A-Z0-9_]{2,40}))`
/** "status code 502", "code=-11", "SQLSTATE[42P01]", "[Errno 111]", `"code":"ECONNRESET"` */
const coded = new RegExp(
  String.raw`(?<![\w])(${keyword})(["']? {0,2}[:=#([]{0,2} {0,2})["']?(${value})(?![\w]|[.:,-]\w)["']?`,
  'gi',
)
/** SMTP replies, with their enhanced codes: "550 5.7.1" at the beginning or after "said:" */
const reply = /(?<=^|said: |server: |reply: |response: )([2-5]\d\d)(?:[ -]([245]\.\d{1,3}\.\d{1,3}))?(?= |-|$)/gi
const enhanced = /(?<![\w.])[245]\.\d{1,2}\.\d{1,3}(?= [A-Za-z])/g
/** Numbers of errors of databases and compilers: ORA-00942, TS2345. */
const vendor =
  /(?<![\w-])(?:ORA|TNS|PLS|DB2|SQL|IMP|TS|CS|LNK|NU|ERR|HY|CVE|SQLITE|AADSTS|E|C|MSB|NETSDK|SSL|KB|MS)-?\d{3,6}[A-Z]?(?![\w-])/g
/** "502 Bad Gateway" */
const phrase =
  /(?<![\w.:])[1-5]\d\d(?= (?:Bad|Not|Un|Forbidden|Method|Internal|Service|Gateway|Too|Request|Conflict|Gone|Payment|Precondition|Payload|URI|Moved|Found|Temporary|Permanent)\w{0,20})/g
/** Types and formats that have a digit in their name. */
const digitNames =
  /(?<![\w:/-])(?:(?=[A-Za-z_$]{1,80}\d)[A-Za-z_$][\w$]{0,80}(?:Error|Exception|Fault|Warning)|x509|utf-?(?:8|16|32)|base(?:32|64)|sha-?(?:1|256|384|512)|md5|http[23]|h[23]|tlsv1(?:\.\d)?|sslv[23]|oauth2|s3|ec2|k8s|log4j|i18n)(?!\w|[-.:@+=]\w)/gi
/** Quoted names of what a program is made of, not of what it works on. */
const quotedName =
  /(?<=\b(?:relation|table|view|column|constraint|index|schema|database|function|procedure|operator|trigger|sequence|role|package|class|method|attribute|property|properties|field|parameter|argument|variable|type|keyword|option|flag|setting|header|command|module named|name|reading|calling) (?:named |of )?)(?:"([A-Za-z_$][\w$.-]{0,80})"|'([A-Za-z_$][\w$.-]{0,80})'|`([A-Za-z_$][\w$.-]{0,80})`|“([A-Za-z_$][\w$.-]{0,80})”)/gi

const hiddenAt = 0xe000
/** Letters of private use stand for digits and letters that no mask may touch. */
const hide = (text: string): string =>
  text.replaceAll(/./gsu, (letter) => String.fromCharCode(hiddenAt + (letter.codePointAt(0)! & 0x7f)))

/** Hides what is part of the error's name from the masks; `showCodes` brings it back. */
export function hideCodes(text: string): string {
  return text
    .replaceAll(/[\ue000-\ue07f]/g, ' ')
    .replaceAll(quotedName, (_, ...names: (string | undefined)[]) => {
      const name = names.find((one) => one !== undefined) ?? ''
      // Numbers in a name are parameters: partitions, shards, dates.
      return name.replaceAll(/\d+|[^\d]+/g, (part) => (/\d/.test(part) ? '<*>' : hide(part)))
    })
    .replaceAll(
      coded,
      (_, word: string, joint: string, code: string) => `${word}${joint.replaceAll(/["']/g, '')}${hide(code)}`,
    )
    .replaceAll(reply, (code) => hide(code))
    .replaceAll(enhanced, (code) => hide(code))
    .replaceAll(vendor, (code) => hide(code))
    .replaceAll(phrase, (code) => hide(code))
    .replaceAll(digitNames, (name) => hide(name))
}

export const showCodes = (text: string): string =>
  text.replaceAll(/[\ue000-\ue07f]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - hiddenAt))
