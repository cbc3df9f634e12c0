/** Characters that show as nothing: bidirectional controls, joiners, soft hyphens, byte order marks. */
const invisible = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/g;
const slackLink = /<([^<>|\s]{1,4096})\|([^<>|]{1,4096})>/g;

/**
 * Undoes what Slack's own linking does to what a person typed: `<http://evil.example|evil.example>` becomes
 * `evil.example`; a label that says something else than its link stays beside it. `&amp;` becomes `&`.
 */
export function unlink(text: string): string {
  return text
    .replaceAll(slackLink, (_, link: string, label: string) => (linkedBy(link, label) ? label : `${link} ${label}`))
    .replaceAll('&amp;', '&');
}

function linkedBy(link: string, label: string): boolean {
  return [label, `http://${label}`, `http://${label}/`, `https://${label}`, `mailto:${label}`].includes(link);
}

/** Drops what shows as nothing, so that it cannot cut a name in two. */
export function dropInvisible(text: string): string {
  return text.replaceAll(invisible, '');
}

/** Most words need none of the steps below. */
const defangedSomehow = /[[({。．｡]|h(?:xx|xt|tx|\*)|fxp/i;

/** Undoes the usual ways to write an indicator harmlessly: `hxxp`, `[.]`, `(.)`, `{.}`, `[dot]`, `[:]`, `[://]`, `[at]`. */
export function refang(text: string): string {
  if (!defangedSomehow.test(text)) return text;
  return text
    .replaceAll(/\[:\/\/\]/g, '://')
    .replaceAll(/\[:\]/g, ':')
    .replaceAll(/\[\/\]/g, '/')
    .replaceAll(/(?<![\p{L}\p{N}])h(?:xx|xt|tx|\*\*)p(s?):\/\//giu, 'http$1://')
    .replaceAll(/(?<![\p{L}\p{N}])fxp(s?):\/\//giu, 'ftp$1://')
    .replaceAll(/\[(?:\.|dot)\]|\((?:\.|dot)\)|\{(?:\.|dot)\}/gi, '.')
    .replaceAll(/\[(?:@|at)\]|\((?:@|at)\)|\{(?:@|at)\}/gi, '@')
    .replaceAll(/[。．｡]/g, '.');
}
