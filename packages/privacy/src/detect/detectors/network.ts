import { possibleIf, verdicts, yesIf, type Detector, type Verdict } from '../detector.ts'
import { charsets, hints } from '../shape.ts'

/** An e-mail address as it is written in practice: dotted words, one `@`, a host name that ends in letters (RFC 5321). */
export const emailDetector: Detector = {
  category: 'email',
  admits: [
    { charset: charsets.ascii, lengths: [6, 120], hint: hints.at },
    { charset: charsets.mixed, lengths: [6, 120], hint: hints.at },
  ],
  judge: (text) => yesIf(email.test(text)),
}

const email = /^[\w.+%\u4e00-\u9fff-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,18}$/

/** An IPv4 or IPv6 address, with a port or a prefix length perhaps. */
export const ipAddressDetector: Detector = {
  category: 'ipAddress',
  admits: [
    { charset: charsets.ascii, lengths: [7, 21], hint: hints.dot, without: hints.at },
    { charset: charsets.ascii, lengths: [3, 48], hint: hints.colon, without: hints.at },
  ],
  judge: judgeIp,
}

function judgeIp(text: string): Verdict {
  return text.includes('.') && !/[g-zG-Z]/.test(text) && !text.includes('::') ? judgeIpV4(text) : yesIf(isIpV6(text))
}

const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?::\d{1,5}|\/\d{1,2})?$/

/** Four small numbers are as well a version or a paragraph: they count under a heading that says so. */
function judgeIpV4(text: string): Verdict {
  const end = text.indexOf('.')
  if (end < 1 || end > 3) return verdicts.no
  const parts = octets.exec(text)?.slice(1, 5)
  if (parts === undefined || parts.some((p) => Number(p) > 255 || (p.length > 1 && p.startsWith('0'))))
    return verdicts.no
  return parts.some((p) => Number(p) > 63) ? verdicts.yes : verdicts.possible
}

function isIpV6(text: string): boolean {
  if (!/^[0-9A-Fa-f:.]{3,45}(?:%\w{1,12})?(?:\/\d{1,3})?$/.test(text)) return false
  const halves = text.replace(/[%/].*$/, '').split('::')
  if (halves.length > 2) return false
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')))
  const last = groups.at(-1) ?? ''
  const isMapped = octets.test(last)
  const hex = isMapped ? groups.slice(0, -1) : groups
  if (!hex.every((g) => /^[0-9A-Fa-f]{1,4}$/.test(g))) return false
  const count = hex.length + (isMapped ? 2 : 0)
  return halves.length === 2 ? count >= 1 && count < 8 : count === 8
}

/** A MAC address (IEEE 802) in pairs, or in the three groups of network equipment. */
export const macAddressDetector: Detector = {
  category: 'macAddress',
  admits: [
    { charset: charsets.ascii, lengths: [14, 14] },
    { charset: charsets.ascii, lengths: [17, 17] },
  ],
  judge: (text) =>
    yesIf(
      /^[0-9A-Fa-f]{2}([-:])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}$|^[0-9A-Fa-f]{4}([.-])[0-9A-Fa-f]{4}\2[0-9A-Fa-f]{4}$/.test(
        text,
      ),
    ),
}

/** Twelve hexadecimal digits without separators. */
export const bareMacDetector: Detector = {
  category: 'macAddress',
  admits: [
    { charset: charsets.alphanumeric, lengths: [12, 12] },
    { charset: charsets.digits, lengths: [12, 12] },
  ],
  judge: (text) => possibleIf(/^[0-9A-Fa-f]{12}$/.test(text)),
}
