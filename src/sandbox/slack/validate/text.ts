import * as z from 'zod';

/** How many Unicode code points a text has: Slack counts an emoji above U+FFFF as one. */
export function codePoints(value: string): number {
  let count = value.length;
  for (let index = 1; index < value.length; index += 1) {
    const isPair = (value.codePointAt(index - 1) ?? 0) > 0xffff;
    if (isPair) {
      count -= 1;
      index += 1;
    }
  }
  return count;
}

/** A string of `min` to `max` Unicode code points. */
export function characters(max: number, min = 1) {
  return z.string().check((context) => {
    const { value } = context;
    if (value.length < min) {
      context.issues.push({ code: 'too_small', origin: 'string', minimum: min, inclusive: true, input: value });
    }
    if (value.length > max && codePoints(value) > max) {
      context.issues.push({ code: 'too_big', origin: 'string', maximum: max, inclusive: true, input: value });
    }
  });
}

/** A `plain_text` object of at most `max` code points. */
export function plainText(max: number) {
  return z.strictObject({ type: z.literal('plain_text'), text: characters(max), emoji: z.boolean().optional() });
}

/** A `mrkdwn` object of at most `max` code points. */
export function mrkdwn(max: number) {
  return z.strictObject({ type: z.literal('mrkdwn'), text: characters(max), verbatim: z.boolean().optional() });
}

/** Either kind of text object. */
export function anyText(max: number) {
  return z.discriminatedUnion('type', [plainText(max), mrkdwn(max)]);
}

const PRIVATE_HOST = /^(localhost|.*\.localhost|.*\.local|127\..*|10\..*|192\.168\..*|0\.0\.0\.0|169\.254\..*|\[.*\])$/;

/** A picture's address: Slack fetches it at once, so a host that only we can see is refused. */
const imageUrl = characters(3000).refine((url) => {
  const { protocol, hostname } = URL.parse(url) ?? { protocol: '', hostname: '' };
  return (protocol === 'https:' || protocol === 'http:') && !PRIVATE_HOST.test(hostname);
}, 'downloading image failed');

const UNSAFE_SCHEMES = new Set(['javascript:', 'data:', 'file:', 'vbscript:']);

/** A link that a person follows. */
export const linkUrl = characters(3000).refine((url) => {
  const parsed = URL.parse(url);
  return parsed !== null && !UNSAFE_SCHEMES.has(parsed.protocol);
}, 'must be a valid url');

/** A picture of Slack's own, by id or by address. */
const slackFile = z.union([
  z.strictObject({ id: z.string().regex(/^F[A-Z0-9]{8,}$/) }),
  z.strictObject({ url: characters(3000) }),
]);

/** What every picture has; the block adds its title. */
export const imageShape = {
  type: z.literal('image'),
  alt_text: characters(2000),
  image_url: imageUrl.optional(),
  slack_file: slackFile.optional(),
};

/** Exactly one source of a picture. */
export function hasOneSource(image: { image_url?: unknown; slack_file?: unknown }): boolean {
  return (image.image_url === undefined) !== (image.slack_file === undefined);
}

/** The picture inside a section, a context or a card. */
export const imageElement = z
  .strictObject(imageShape)
  .refine(hasOneSource, 'must provide exactly one of image_url and slack_file');
