/** What an answer is made of. Undefined and null are left out. */
export type Value =
  | string
  | number
  | boolean
  | Date
  | null
  | undefined
  | Value[]
  | { [name: string]: Value };

/** The one field that is the text of its element, not an attribute. */
const TEXT = 'value';
/** All that XML 1.0 cannot hold (section 2.2). */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

function escapeXml(text: string): string {
  return text.replace(FORBIDDEN, '').replace(/[&<>"\t\n\r]/g, (char) => entities[char] ?? char);
}

/**
 * The same data as its JSON, as an element: fields are attributes, `value` is the text, objects are
 * elements in it, and lists are elements of the same name one after another.
 */
export function toXml(name: string, value: Value): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => toXml(name, item)).join('');
  if (typeof value !== 'object' || value instanceof Date) {
    return `<${name}>${escapeXml(toText(value))}</${name}>`;
  }
  let attributes = '';
  let content = '';
  for (const [field, part] of Object.entries(value)) {
    if (part === null || part === undefined) continue;
    if (typeof part === 'object' && !(part instanceof Date)) content += toXml(field, part);
    else if (field === TEXT) content += escapeXml(toText(part));
    else attributes += ` ${field}="${escapeXml(toText(part))}"`;
  }
  return content === '' ? `<${name}${attributes}/>` : `<${name}${attributes}>${content}</${name}>`;
}

function toText(value: string | number | boolean | Date): string {
  return value instanceof Date ? value.toISOString() : String(value);
}
