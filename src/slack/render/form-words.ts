import type { CommandArgument } from '../../domain/command.ts';
import type { Form } from '../../pipeline/desk.ts';
import { clean, cut, lengthOf, plain } from './escape.ts';

/** What Slack takes for a modal's title. */
const titleMax = 24;

/** What stands around the words of a command's name without telling it from its vendor's other commands. */
const vendorPrefix = /^(?:threatmon|threat[_-]command|gibtia?|gib)[_-](?:get[_-])?/;
const emptyEnd = /[_-](?:info|get)$/;

/** Not written as other words are. */
const spellings: { readonly [word: string]: string } = {
  ...Object.fromEntries(
    ['apt', 'cpe', 'csv', 'cvss', 'imei', 'mssp', 'osi', 'spd', 'tlp', 'vpn'].map((word) => [word, word.toUpperCase()]),
  ),
  ...Object.fromEntries(
    ['cve', 'id', 'ioc', 'ip', 'ttp', 'url'].flatMap((word) => [
      [word, word.toUpperCase()],
      [`${word}s`, `${word.toUpperCase()}s`],
    ]),
  ),
  cnc: 'CnC',
  ddos: 'DDoS',
};

/** A form's title: its summary where that fits, else the command's own words, cut between two: `Alert analyst…`. */
export function titleOf({ command, summary }: Form): string {
  const told = clean(summary);
  if (told !== '' && lengthOf(told) <= titleMax) return plain(told, titleMax);
  return plain(cutAtWord(sentence(command.replace(vendorPrefix, '').replace(emptyEnd, '')), titleMax), titleMax);
}

/** `alarmId` → `Alarm ID`, `affected_alarms` → `Affected alarms`, `urls` → `URLs`. */
export function labelOf(argument: string): string {
  return plain(sentence(argument.replace(/([a-z0-9])([A-Z])/g, '$1 $2')), 100);
}

/** What stands below an input, absent where there is nothing to say. */
export function hintOf({ summary, example }: CommandArgument): string | undefined {
  const parts = [proseOf(summary), example === undefined ? '' : `Example: ${clean(example)}`];
  const hint = parts.filter((text) => text !== '').join('. ');
  return hint === '' ? undefined : cut(hint, 1500);
}

/** A text of ours where Slack formats nothing: marks of code would stand there as they are. */
export function proseOf(text: string): string {
  return clean(text).replaceAll('`', '');
}

function sentence(name: string): string {
  const words = name
    .toLowerCase()
    .split(/[\s_-]+/)
    .filter((word) => word !== '')
    .map((word) => spellings[word] ?? word);
  const text = words.join(' ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function cutAtWord(text: string, max: number): string {
  if (lengthOf(text) <= max) return text;
  const kept = cut(text, max).slice(0, -1);
  const end = text.charAt(kept.length) === ' ' ? kept.length : kept.lastIndexOf(' ');
  return end <= 0 ? `${kept}…` : `${kept.slice(0, end)}…`;
}
