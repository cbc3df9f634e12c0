import { type Flow, type Inline, safeUrl } from './nodes.ts';

const rule = /^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/u;
const heading = /^(#{1,6})\s+(.*)$/u;
const bullet = /^\s*[-*+]\s+(.*)$/u;
const numbered = /^\s*\d+[.)]\s+(.*)$/u;
const tableRow = /^\s*\|(.*)\|\s*$/u;
const tableRuler = /^[\s|:-]+$/u;

type Taken = { readonly flow: Flow; readonly lines: number };

/** Parses the CommonMark subset that Slack's `markdown` block shows. */
export function parseMarkdown(source: string): Flow[] {
  const flows: Flow[] = [];
  const lines = source.split('\n');
  for (let at = 0; at < lines.length;) {
    if ((lines[at] ?? '').trim() === '') {
      at += 1;
      continue;
    }
    const taken = takeFlow(lines.slice(at));
    flows.push(taken.flow);
    at += taken.lines;
  }
  return flows;
}

function takeFlow(lines: readonly string[]): Taken {
  const first = lines[0] ?? '';
  const [, hashes, title] = heading.exec(first) ?? [];
  if (hashes) return { flow: { type: 'heading', level: hashes.length, children: inline(title ?? '') }, lines: 1 };
  if (rule.test(first)) return { flow: { type: 'rule' }, lines: 1 };
  if (first.startsWith('```')) return takeFence(lines);
  if (first.startsWith('>')) return takeQuote(lines);
  if (bullet.test(first)) return takeList(lines, bullet);
  if (numbered.test(first)) return takeList(lines, numbered);
  if (tableRow.test(first) && tableRuler.test(lines[1] ?? '-|')) return takeTable(lines);
  return takeParagraph(lines);
}

function takeFence(lines: readonly string[]): Taken {
  const end = lines.findIndex((line, index) => index > 0 && line.startsWith('```'));
  const last = end < 0 ? lines.length : end;
  return { flow: { type: 'preformatted', text: lines.slice(1, last).join('\n') }, lines: last + (end < 0 ? 0 : 1) };
}

function takeQuote(lines: readonly string[]): Taken {
  const run = runOf(lines, (line) => line.startsWith('>'));
  return {
    flow: { type: 'quote', children: inline(run.map((line) => line.replace(/^> ?/u, '')).join('\n')) },
    lines: run.length,
  };
}

function takeList(lines: readonly string[], item: RegExp): Taken {
  const run = runOf(lines, (line) => item.test(line));
  const items = run.map((line) => inline(item.exec(line)?.[1] ?? ''));
  return { flow: { type: 'list', ordered: item === numbered, items }, lines: run.length };
}

function takeTable(lines: readonly string[]): Taken {
  const run = runOf(lines, (line) => tableRow.test(line));
  const rows = run.filter((line) => !tableRuler.test(line)).map(cellsOf);
  return { flow: { type: 'table', rows }, lines: run.length };
}

function cellsOf(line: string): Inline[][] {
  const inside = tableRow.exec(line)?.[1] ?? '';
  return inside.split(/(?<!\\)\|/u).map((cell) => inline(cell.trim().replaceAll(String.raw`\|`, '|')));
}

function takeParagraph(lines: readonly string[]): Taken {
  const rest = runOf(lines.slice(1), (line) => line.trim() !== '' && !startsFlow(line));
  const run = [lines[0] ?? '', ...rest];
  return { flow: { type: 'paragraph', children: inline(run.join('\n')) }, lines: run.length };
}

function startsFlow(line: string): boolean {
  return [heading, rule, bullet, numbered, /^(?:```|>)/u].some((start) => start.test(line));
}

function runOf(lines: readonly string[], belongs: (line: string) => boolean): readonly string[] {
  const end = lines.findIndex((line) => !belongs(line));
  return end < 0 ? lines : lines.slice(0, end);
}

const spans =
  /\\([!-/:-@[-`{-~])|`([^`\n]+)`|\*\*(\S(?:[^\n]*?\S)?)\*\*|__(\S(?:[^\n]*?\S)?)__|~~(\S(?:[^\n]*?\S)?)~~|\*(\S(?:[^*\n]*?\S)?)\*|\b_(\S(?:[^_\n]*?\S)?)_\b|\[([^\]\n]+)\]\(([^()\s]+)\)|(https?:\/\/[^\s<>)\]]+)|:([a-z0-9_+-]+):/gu;

function inline(source: string): Inline[] {
  const nodes: Inline[] = [];
  let from = 0;
  for (const match of source.matchAll(spans)) {
    if (match.index > from) nodes.push({ type: 'text', text: source.slice(from, match.index) });
    nodes.push(spanNode(match));
    from = match.index + match[0].length;
  }
  if (from < source.length) nodes.push({ type: 'text', text: source.slice(from) });
  return nodes;
}

function spanNode(match: RegExpMatchArray): Inline {
  const [all, escaped, code, bold, bold2, strike, italic, italic2, label, url, bare, emoji] = match;
  if (escaped) return { type: 'text', text: escaped };
  if (code) return { type: 'code', text: code };
  if (bold ?? bold2) return { type: 'bold', children: inline(bold ?? bold2 ?? '') };
  if (strike) return { type: 'strike', children: inline(strike) };
  if (italic ?? italic2) return { type: 'italic', children: inline(italic ?? italic2 ?? '') };
  if (emoji) return { type: 'emoji', name: emoji };
  const target = safeUrl(url ?? bare ?? '');
  return target ? { type: 'link', url: target, text: label ?? target } : { type: 'text', text: label ?? all };
}
