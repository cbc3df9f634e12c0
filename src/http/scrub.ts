import type { Secret } from '../domain/secret.ts';

const hidden = '[secret]';
const longestShown = 1000;
/** More than this of an answer is never looked at for an error text. */
const longestLooked = 65_536;

/** Takes every one of `secrets` out of a text, also as it stands inside a URL, JSON or a Basic header. */
export type Scrub = (text: string) => string;

export function createScrub(secrets: readonly Secret[]): Scrub {
  return (text) =>
    secrets
      .flatMap((one) => spellings(one.reveal()))
      // A longer spelling may hold a shorter one.
      .toSorted((a, b) => b.length - a.length)
      .reduce((rest, spelling) => rest.replaceAll(spelling, hidden), text);
}

/** The first part of an answer as errors and logs may hold it: at most 1,000 characters, secrets removed. */
export function excerpt(text: string, scrub: Scrub): string {
  return scrub(text.slice(0, longestLooked)).slice(0, longestShown);
}

function spellings(value: string): readonly string[] {
  if (value === '') return [];
  const inJson = JSON.stringify(value).slice(1, -1);
  const inForm = new URLSearchParams({ value }).toString().slice('value='.length);
  return [...new Set([value, inJson, encodeURIComponent(value), inForm, Buffer.from(value).toString('base64')])];
}
