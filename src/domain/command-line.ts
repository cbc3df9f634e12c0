/** A typed line, split: bare words in order, and `name=value` arguments. */
export interface CommandLine {
  readonly words: readonly string[];
  readonly args: { readonly [name: string]: string };
}

const piece = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|([^\s"']+)|(["'])/gy;
const assignment = /^([A-Za-z_][\w.-]*)=(.*)$/s;

/**
 * Splits a line as a shell would: blanks separate, `"…"` and `'…'` keep them, `arg="two words"` is one argument. Gives
 * a text where a quote is left open. `values` fill `{{name}}` after splitting, so that no value can add an argument.
 */
export function parseCommandLine(
  text: string,
  fill: (text: string) => string = (same) => same,
): CommandLine | { readonly fault: string } {
  const tokens = tokenise(text);
  if (tokens === undefined) return { fault: 'A quote is left open.' };
  const words: string[] = [];
  const args: { [name: string]: string } = {};
  for (const { value, quotedFrom } of tokens) {
    const match = assignment.exec(value);
    const isArgument = match?.[1] !== undefined && (quotedFrom === undefined || quotedFrom > match[1].length);
    if (isArgument && match?.[1] !== undefined) args[match[1]] = fill(match[2] ?? '');
    else words.push(fill(value));
  }
  return { words, args };
}

/** One token; `quotedFrom` is where its first quoted part began, absent where nothing was quoted. */
interface Token {
  value: string;
  quotedFrom?: number;
}

function tokenise(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let current: Token | undefined;
  for (let at = 0; at < text.length;) {
    if (/\s/.test(text.charAt(at))) {
      if (current !== undefined) tokens.push(current);
      current = undefined;
      at += 1;
      continue;
    }
    piece.lastIndex = at;
    const match = piece.exec(text);
    if (match === null || match[4] !== undefined) return undefined;
    current ??= { value: '' };
    const quoted = match[1] ?? match[2];
    if (quoted !== undefined) current.quotedFrom ??= current.value.length;
    current.value += quoted === undefined ? (match[3] ?? '') : quoted.replaceAll(/\\(.)/gs, '$1');
    at = piece.lastIndex;
  }
  if (current !== undefined) tokens.push(current);
  return tokens;
}
