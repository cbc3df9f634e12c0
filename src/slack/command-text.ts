/**
 * What a person typed, out of what Slack made of it: smart quotes straightened, `<url|label>`, `<mailto:…|…>` and
 * `<#C…|name>` undone, `<@U…|name>` kept as `<@U…>`, entities decoded once.
 */
export function commandText(text: string): string {
  return decoded(
    text
      .replace(/[“”„‟″]/g, '"')
      .replace(/[‘’‚‛′]/g, "'")
      .replace(/[\u00A0\u2007\u202F]/g, ' ')
      .replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target: string, label: string | undefined) => typed(target, label)),
  ).trim();
}

function typed(target: string, label: string | undefined): string {
  // Kept encoded here, so that decoding makes it the token that the desk reads and nothing else can.
  if (/^@[UW][A-Z0-9]+$/.test(target)) return `&lt;${target}&gt;`;
  if (target.startsWith('#')) return label === undefined || label === '' ? target.slice(1) : `#${label}`;
  if (target.startsWith('!subteam^')) return label === undefined || label === '' ? target.slice(9) : label;
  if (target.startsWith('!')) return label ?? `@${target.slice(1)}`;
  const address = target.replace(/^mailto:/, '');
  return label !== undefined && label !== '' && address.includes(label) ? label : address;
}

function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
