import { decodeEntities, type Inline, safeUrl } from './nodes.ts';

export interface InlineOptions {
  /** Slack's `verbatim`: bare links stay text. */
  readonly verbatim?: boolean;
}

interface Match {
  readonly node: Inline;
  /** Characters of the source taken. */
  readonly length: number;
}

const styles = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
type Mark = keyof typeof styles;

const emojiName = /^:([a-z0-9_+'-]+)(?:::skin-tone-[2-6])?:/u;
const bareLink = /^https?:\/\/[^\s<>|`*]+/u;
const codeSpan = /^`([^`\n]+)`/u;
const angled = /^<([^<>\n]+)>/u;

/** Parses one stretch of mrkdwn without block structure. Markup that does not close stays as typed. */
export function parseInline(source: string, options: InlineOptions = {}, open: readonly Mark[] = []): Inline[] {
  const nodes: Inline[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') nodes.push({ type: 'text', text: decodeEntities(plain) });
    plain = '';
  };
  for (let at = 0; at < source.length;) {
    const match = matchAt(source, at, { ...options, open });
    if (match) {
      flush();
      nodes.push(match.node);
    } else {
      plain += source[at];
    }
    at += match?.length ?? 1;
  }
  flush();
  return nodes;
}

/** Plain text in which only emoji names mean something, as in a `plain_text` object with `emoji`. */
export function parseEmoji(source: string): Inline[] {
  return source
    .split(/(:[a-z0-9_+'-]+:)/u)
    .filter((part) => part !== '')
    .map((part) => {
      const name = emojiName.exec(part)?.[1];
      return name ? { type: 'emoji', name } : { type: 'text', text: decodeEntities(part) };
    });
}

interface Here extends InlineOptions {
  readonly open: readonly Mark[];
}

function matchAt(source: string, at: number, here: Here): Match | undefined {
  const character = source.charAt(at);
  const rest = () => source.slice(at);
  switch (character) {
    case '<':
      return matchAngled(rest());
    case '`':
      return matchCode(rest());
    case ':':
      return isWordAt(source, at - 1) ? undefined : matchEmoji(rest());
    case '*':
    case '_':
    case '~':
      return matchStyled(source, at, { ...here, mark: character });
    case 'h':
      return here.verbatim || isWordAt(source, at - 1) ? undefined : matchBareLink(rest());
    default:
      return undefined;
  }
}

function matchCode(rest: string): Match | undefined {
  const [all, code] = codeSpan.exec(rest) ?? [];
  return all && code ? { node: { type: 'code', text: decodeEntities(code) }, length: all.length } : undefined;
}

function matchEmoji(rest: string): Match | undefined {
  const [all, name] = emojiName.exec(rest) ?? [];
  return all && name ? { node: { type: 'emoji', name }, length: all.length } : undefined;
}

function matchBareLink(rest: string): Match | undefined {
  const all = bareLink.exec(rest)?.[0].replace(/[.,;:!?)\]}'"_~]+$/u, '');
  if (!all || !/^https?:\/\/./u.test(all)) return undefined;
  const url = decodeEntities(all);
  return { node: { type: 'link', url, text: url }, length: all.length };
}

function matchAngled(rest: string): Match | undefined {
  const [all, inside] = angled.exec(rest) ?? [];
  return all && inside ? { node: angledNode(inside), length: all.length } : undefined;
}

/** What stands between `<` and `>`: a mention, a date or a link. */
function angledNode(inside: string): Inline {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : decodeEntities(inside.slice(bar + 1));
  const named = label === undefined ? {} : { label };
  if (target.startsWith('@')) return { type: 'user', id: target.slice(1), ...named };
  if (target.startsWith('#')) return { type: 'channel', id: target.slice(1), ...named };
  if (target.startsWith('!')) return commandNode(target.slice(1), label);
  const url = safeUrl(decodeEntities(target));
  if (!url) return { type: 'text', text: label ?? decodeEntities(target) };
  return { type: 'link', url, text: label ?? url.replace(/^mailto:/u, '') };
}

function commandNode(target: string, label: string | undefined): Inline {
  const [name, first, second, link] = target.split('^');
  if (name === 'date' && first && second) {
    const url = link === undefined ? undefined : safeUrl(decodeEntities(link));
    const date = { unix: Number(first), format: decodeEntities(second), fallback: label ?? '' };
    return { type: 'date', ...date, ...(url ? { url } : {}) };
  }
  if (name === 'subteam' && first) return { type: 'usergroup', id: first, ...(label ? { label } : {}) };
  if (name === 'here' || name === 'channel' || name === 'everyone') return { type: 'broadcast', range: name };
  return { type: 'text', text: label ?? `<!${target}>` };
}

function matchStyled(source: string, at: number, here: Here & { readonly mark: Mark }): Match | undefined {
  const { mark, open } = here;
  if (open.includes(mark) || isWordAt(source, at - 1) || isBlankAt(source, at + 1)) return undefined;
  const end = closingAt(source, at + 1, mark);
  if (end === undefined) return undefined;
  const children = parseInline(source.slice(at + 1, end), here, [...open, mark]);
  return { node: { type: styles[mark], children }, length: end + 1 - at };
}

/** Where `mark` closes on the same line, looking past links and code, or absent. */
function closingAt(source: string, from: number, mark: Mark): number | undefined {
  for (let at = from; at < source.length && source[at] !== '\n'; at += 1) {
    const skipped = skippedAt(source, at);
    if (skipped > 0) at += skipped - 1;
    else if (source[at] === mark && at > from && !isBlankAt(source, at - 1) && !isWordAt(source, at + 1)) return at;
  }
  return undefined;
}

function skippedAt(source: string, at: number): number {
  if (source[at] === '<') return angled.exec(source.slice(at))?.[0].length ?? 0;
  if (source[at] === '`') return codeSpan.exec(source.slice(at))?.[0].length ?? 0;
  return 0;
}

function isWordAt(source: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(source[at] ?? '');
}

function isBlankAt(source: string, at: number): boolean {
  return /^\s?$/u.test(source[at] ?? '');
}
