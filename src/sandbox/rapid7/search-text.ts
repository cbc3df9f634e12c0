import { panelText } from '../simulator/panel.ts';

/** Tells whether a text is found by a query. */
export type Search = (text: string, fields: { readonly [name: string]: unknown }) => boolean;

/**
 * Reads a query with `AND`, `OR`, `NOT`, parentheses, quotes and `field: value`; words side by side must all be there.
 * Undefined where a parenthesis has no partner. Source: CONTRACT.md §4.8.
 */
export function parseSearch(query: string): Search | undefined {
  const tokens = query.match(/\(|\)|(?:[\w-]+:\s*)?"[^"]*"|[\w-]+:\s*[^\s()]+|[^\s()]+/g) ?? [];
  const reader = { tokens, at: 0 };
  const search = anyOf(reader);
  return search && reader.at === tokens.length ? search : undefined;
}

interface Reader {
  readonly tokens: readonly string[];
  at: number;
}

function anyOf(reader: Reader): Search | undefined {
  const parts = [allOf(reader)];
  while (reader.tokens[reader.at] === 'OR') {
    reader.at += 1;
    parts.push(allOf(reader));
  }
  const given = parts.filter((part) => part !== undefined);
  return given.length < parts.length ? undefined : (text, fields) => given.some((part) => part(text, fields));
}

function allOf(reader: Reader): Search | undefined {
  const parts: (Search | undefined)[] = [];
  while (reader.at < reader.tokens.length && !['OR', ')'].includes(reader.tokens[reader.at] ?? '')) {
    if (reader.tokens[reader.at] === 'AND') reader.at += 1;
    parts.push(one(reader));
  }
  const given = parts.filter((part) => part !== undefined);
  if (given.length === 0 || given.length < parts.length) return undefined;
  return (text, fields) => given.every((part) => part(text, fields));
}

function one(reader: Reader): Search | undefined {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  if (token === undefined || token === ')') return undefined;
  if (token === 'NOT') {
    const negated = one(reader);
    return negated && ((text, fields) => !negated(text, fields));
  }
  if (token !== '(') return word(token);
  const inside = anyOf(reader);
  const isClosed = reader.tokens[reader.at] === ')';
  reader.at += 1;
  return isClosed ? inside : undefined;
}

function word(token: string): Search {
  const [, name, quoted = ''] = /^(?:([\w-]+):\s*)?([^]*)$/.exec(token) ?? [];
  const wanted = quoted.replaceAll('"', '').toLowerCase();
  const isUrl = wanted.startsWith('//');
  if (name === undefined || isUrl) {
    const whole = token.replaceAll('"', '').toLowerCase();
    return (text) => text.toLowerCase().includes(whole);
  }
  return (_, fields) => {
    const found = Object.entries(fields).find(([field]) => field.toLowerCase() === name.toLowerCase());
    return panelText(found?.[1]).toLowerCase().includes(wanted);
  };
}
