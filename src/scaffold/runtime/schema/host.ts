import { isInternationalLabel, isRightToLeft, keepsDirection } from './idna.ts';
import { decodePunycode, encodePunycode } from './punycode.ts';

/** Formats of hosts and what contains them: names, IP addresses, mail addresses. */

const MAX_NAME_LENGTH = 253;
const MAX_LABEL_LENGTH = 63;
const MAX_LOCAL_BYTES = 64;
const MAX_IPV6_LENGTH = 45;

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const GROUP = /^[\da-f]{1,4}$/i;
const LABEL = /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/i;
const ACE_PREFIX = /^xn--/i;
const ACE_LABEL = /(?:^|\.)xn--/i;
const ASCII_NAME = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;
const NON_ASCII = /[^\0-\u007f]/;
/** RFC 3490 3.1: the dots that input methods of East Asia produce. */
const DOTS = /[.\u3002\uff0e\uff61]/u;

const ATOM = "[\\w!#$%&'*+/=?^`{|}~-]";
const QUOTED = '"(?:[ !#-[\\]-~]|\\\\[ -~])*"';
const LOCAL = new RegExp(`^(?:${ATOM}+(?:\\.${ATOM}+)*|${QUOTED})$`);
/** The addresses that nearly everybody has; whatever it refuses is looked at closely. */
const PLAIN_MAILBOX = new RegExp(
  `^${ATOM}+(?:\\.${ATOM}+)*@[a-z\\d](?:[a-z\\d-]*[a-z\\d])?(?:\\.[a-z\\d](?:[a-z\\d-]*[a-z\\d])?)*$`,
  'i',
);
const INTERNATIONAL_LOCAL = new RegExp(
  LOCAL.source
    .replaceAll('[\\w', '[\\w\u0080-\u{10ffff}')
    .replaceAll('[ !', '[\u0080-\u{10ffff} !'),
  'u',
);

/** RFC 1123 2.1, with the A-labels of RFC 5890 checked. */
export function isHostname(value: string): boolean {
  if (value.length > MAX_NAME_LENGTH) return false;
  return ACE_LABEL.test(value) ? value.split('.').every(isAsciiLabel) : ASCII_NAME.test(value);
}

/** RFC 5890 and 5891, with the rule for right-to-left names of RFC 5893. */
export function isInternationalHostname(value: string): boolean {
  if (value.length > MAX_NAME_LENGTH) return false;
  const labels = value.split(DOTS);
  if (!labels.every(isAnyLabel)) return false;
  const lengths = labels.map((label) => (NON_ASCII.test(label) ? aceOf(label) : label).length + 1);
  if (lengths.reduce((all, length) => all + length, -1) > MAX_NAME_LENGTH) return false;
  const texts = labels.map(
    (label) => (ACE_PREFIX.test(label) ? decodeLabel(label) : label) ?? label,
  );
  return !texts.some(isRightToLeft) || texts.every(keepsDirection);
}

/** RFC 5321 4.1.2: `Mailbox`. */
export function isEmail(value: string): boolean {
  if (value.length <= MAX_LOCAL_BYTES && !value.includes('--') && PLAIN_MAILBOX.test(value)) {
    return true;
  }
  return isMailbox(value, isLocal, isHostname);
}

/** RFC 6531 3.3: as `email`, with anything beyond ASCII allowed; normal forms are not asked for. */
export function isInternationalEmail(value: string): boolean {
  return isMailbox(value, isInternationalLocal, isInternationalDomain);
}

function isLocal(text: string): boolean {
  return LOCAL.test(text);
}

function isInternationalLocal(text: string): boolean {
  const sizeBytes = new TextEncoder().encode(text).length;
  return sizeBytes <= MAX_LOCAL_BYTES && INTERNATIONAL_LOCAL.test(text);
}

function isInternationalDomain(domain: string): boolean {
  return isHostname(domain.split(DOTS).map(toAsciiLabel).join('.'));
}

export function isIpv4(value: string): boolean {
  return IPV4.test(value);
}

/** RFC 4291 2.2, without zone. */
export function isIpv6(value: string): boolean {
  if (value.length > MAX_IPV6_LENGTH) return false;
  const [head = '', tail, ...others] = value.split('::');
  if (others.length > 0) return false;
  const before = countGroups(head, tail === undefined);
  const after = tail === undefined ? 0 : countGroups(tail, true);
  return tail === undefined ? before === 8 : before + after < 8;
}

/** Groups of 16 bits; NaN where one is malformed. An IPv4 address at the end is two. */
function countGroups(text: string, mayEndInIpv4: boolean): number {
  if (text === '') return 0;
  const groups = text.split(':');
  const last = groups.at(-1) ?? '';
  const isMixed = mayEndInIpv4 && last.includes('.');
  if (isMixed && !isIpv4(last)) return Number.NaN;
  const plain = isMixed ? groups.slice(0, -1) : groups;
  return plain.every((group) => GROUP.test(group)) ? groups.length + (isMixed ? 1 : 0) : Number.NaN;
}

function isMailbox(
  value: string,
  isLocalPart: (local: string) => boolean,
  isDomain: (domain: string) => boolean,
): boolean {
  const at = value.lastIndexOf('@');
  if (at < 1 || at > MAX_LOCAL_BYTES || !isLocalPart(value.slice(0, at))) return false;
  const domain = value.slice(at + 1);
  if (!domain.startsWith('[')) return isDomain(domain);
  if (!domain.endsWith(']')) return false;
  const literal = domain.slice(1, -1);
  return isIpv4(literal) || (/^ipv6:/i.test(literal) && isIpv6(literal.slice('ipv6:'.length)));
}

function isAnyLabel(label: string): boolean {
  return NON_ASCII.test(label) ? isUnicodeLabel(label) : isAsciiLabel(label);
}

function isAsciiLabel(label: string): boolean {
  if (label.length > MAX_LABEL_LENGTH || !LABEL.test(label)) return false;
  if (!ACE_PREFIX.test(label)) return true;
  const text = decodeLabel(label);
  // An A-label is what its U-label encodes to, and nothing else.
  return text !== undefined && isUnicodeLabel(text) && aceOf(text) === label.toLowerCase();
}

function isUnicodeLabel(label: string): boolean {
  if (label.length > MAX_LABEL_LENGTH || !NON_ASCII.test(label)) return false;
  return isInternationalLabel(label) && aceOf(label).length <= MAX_LABEL_LENGTH;
}

function decodeLabel(label: string): string | undefined {
  return decodePunycode(label.slice('xn--'.length).toLowerCase());
}

function aceOf(label: string): string {
  return `xn--${encodePunycode(label)}`;
}

/** Stands in for a Unicode label where only its length and its ASCII characters matter. */
function toAsciiLabel(label: string): string {
  return label.replaceAll(/[^\0-\u007f]/gu, 'x');
}
