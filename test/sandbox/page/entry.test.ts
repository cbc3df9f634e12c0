import { describe, expect, it } from 'vitest';
import { commandTyped, mentionPeople, readEntry, suggestCommands } from '../../../src/sandbox/page/entry.ts';

const commands = [
  { command: '/threat', description: '', usageHint: 'help' },
  { command: '/threads', description: '', usageHint: '' },
];

describe('what is typed in the composer', () => {
  it.each([
    ['  ', { kind: 'empty' }],
    [' hello /threat ', { kind: 'say', text: 'hello /threat' }],
    ['/threat', { kind: 'command', command: '/threat', text: '' }],
    ['/threat  show "a b"', { kind: 'command', command: '/threat', text: 'show "a b"' }],
    ['/nope x', { kind: 'unknown-command', command: '/nope' }],
    ['/etc/passwd leaked', { kind: 'say', text: '/etc/passwd leaked' }],
  ])('reads %j', (typed, entry) => {
    expect(readEntry(typed, commands)).toEqual(entry);
  });

  it.each([
    ['/', ['/threat', '/threads']],
    ['/threa', ['/threat', '/threads']],
    ['/thread', ['/threads']],
    ['/threat ', []],
    ['a', []],
  ])('suggests commands for %j', (typed, suggested) => {
    expect(suggestCommands(typed, commands).map(({ command }) => command)).toEqual(suggested);
  });

  it('names the command whose arguments are being typed', () => {
    expect(commandTyped('/threat sh', commands)?.usageHint).toBe('help');
    expect(commandTyped('/threat', commands)).toBeUndefined();
  });

  it.each([
    ['hi @ada, see @Ada Lovelace', 'hi <@U1>, see <@U2>'],
    ['mail ada@ada.example', 'mail ada@ada.example'],
    ['@adam', '@adam'],
    ['<@U1>', '<@U1>'],
  ])('turns the people named in %j into mentions', (typed, sent) => {
    const users = [
      { id: 'U1', name: 'ada' },
      { id: 'U2', name: 'Ada Lovelace' },
    ];

    expect(mentionPeople(typed, users)).toBe(sent);
  });
});
